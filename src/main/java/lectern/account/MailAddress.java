package lectern.account;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/// A mail address that signs its owner in as the name does. It is checked only for what would break elsewhere: whether
/// it exists, a confirmed link shows.
public record MailAddress(String value) {
    private static final Pattern SHAPE = Pattern.compile("[^\\s@]+@[^\\s@]+");

    public MailAddress {
        value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        problem(value).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /// What is wrong with a text as a mail address, in one sentence; empty when nothing is.
    public static Optional<String> problem(String text) {
        if (!SHAPE.matcher(text.strip()).matches()) {
            return Optional.of("A mail address looks like ana@example.org.");
        }
        return AccountName.problem(text).map(problem -> problem.replace("A name", "A mail address"));
    }

    @Override
    public String toString() {
        return value;
    }
}
