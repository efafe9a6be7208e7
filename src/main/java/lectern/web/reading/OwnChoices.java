package lectern.web.reading;

import java.util.Arrays;
import java.util.Optional;

import lectern.account.Account;
import lectern.kosync.book.Book;
import lectern.kosync.book.Choices;
import lectern.kosync.book.Label;
import lectern.kosync.book.Policy;
import lectern.kosync.book.PreferenceStore;
import lectern.kosync.book.Preferences;

/// What somebody decides about their books, as pages and scripts spell it.
///
/// @param cardByDefault whether the public picture is shown of whoever decided nothing
record OwnChoices(PreferenceStore preferences, boolean cardByDefault) {
    static Choices of(Book book) {
        return new Choices(book.label().map(Label::new), book.policy());
    }

    /// Empty for a text that is none.
    static Optional<Policy> policy(String text) {
        return Arrays.stream(Policy.values())
                .filter(policy -> BookPage.text(policy).equals(text))
                .findFirst();
    }

    boolean showsCard(Account account) {
        return preferences.find(account.id()).card().orElse(cardByDefault);
    }

    void showCard(Account account, boolean shown) {
        var before = preferences.find(account.id());
        preferences.save(
                account,
                new Preferences(before.policy(), Optional.of(shown), before.replayGuard(), before.repairDeviceIds()));
    }
}
