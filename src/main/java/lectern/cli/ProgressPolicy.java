package lectern.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.account.Account;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;
import lectern.server.Stores;

@Command(description = "Which position counts, for all books of an account or for one: the newest, or the furthest.")
final class ProgressPolicy implements Callable<Integer> {
    enum Choice {
        NEWEST,
        FURTHEST,
        /// What the account's policy is: for one book only.
        DEFAULT
    }

    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "POLICY",
            description = "${COMPLETION-CANDIDATES}; left out: shows what it is.")
    private Optional<Choice> choice = Optional.empty();

    @Option(
            names = "--book",
            paramLabel = "DOCUMENT",
            description =
                    "For this book only, which then no longer follows the account; DEFAULT makes it follow again.")
    private Optional<String> document = Optional.empty();

    private final Lectern lectern;

    ProgressPolicy(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var account = lectern.account(stores, name);
            choice.ifPresent(wanted -> document.ifPresentOrElse(
                    book -> change(stores, account, book, wanted), () -> change(stores, account, wanted)));
            lectern.show(
                    document.map(book -> ofBook(stores, account, book)).orElseGet(() -> ofAccount(stores, account)));
            return Exit.DONE;
        }
    }

    private static Optional<Policy> policy(Choice choice) {
        return switch (choice) {
            case NEWEST -> Optional.of(Policy.NEWEST);
            case FURTHEST -> Optional.of(Policy.FURTHEST);
            case DEFAULT -> Optional.empty();
        };
    }

    private static void change(Stores stores, Account account, Choice wanted) {
        var policy = policy(wanted)
                .orElseThrow(() -> Failure.misuse("DEFAULT is for one book: name it with --book DOCUMENT."));
        var now = stores.kosync().preferences().find(account.id());
        stores.kosync()
                .preferences()
                .save(account, new Preferences(policy, now.card(), now.replayGuard(), now.repairDeviceIds()));
    }

    private void change(Stores stores, Account account, String book, Choice wanted) {
        if (!stores.kosync().books().changePolicy(account, lectern.document(book), policy(wanted))) {
            throw unknown(book);
        }
    }

    private Facts ofAccount(Stores stores, Account account) {
        return new Facts()
                .fact(
                        "policy",
                        "Policy",
                        stores.kosync().preferences().find(account.id()).policy());
    }

    private Facts ofBook(Stores stores, Account account, String document) {
        var book = stores.kosync()
                .books()
                .book(account, lectern.document(document))
                .orElseThrow(() -> unknown(document));
        var accounts = stores.kosync().preferences().find(account.id()).policy();
        return new Facts()
                .fact("document", "Document", book.canonical())
                .fact("policy", "Policy", book.policy().orElse(accounts))
                .fact("own", "Its own", book.policy().isPresent());
    }

    private Failure unknown(String document) {
        return new Failure("%s has no position of the document %s.".formatted(name, document));
    }
}
