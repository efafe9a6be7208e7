package lectern.web.home;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import lectern.web.page.Visit;

/// Something that is wrong, and where it can be mended.
///
/// @param about the device, where it is about one
/// @param at since when, or when it happened last
/// @param number how often, how many days or how many bytes
/// @param detail as it stands in the activity
public record Problem(Kind kind, String about, Optional<Instant> at, long number, String detail) {

    /// What is worse comes first. Each has a sentence, `problem.<name>`, and one that says what to do.
    public enum Kind {
        DISK(""),
        CERTIFICATE(""),
        FAILED(""),
        SIGN_IN("/app/connect"),
        REFUSED("/app/connect"),
        NO_KEY("/app/connect"),
        WEB_SIGN_IN("/app/account"),
        STRANGERS(""),
        HELD(""),
        SILENT("/app/connect"),
        NO_SNAPSHOT("");

        private final String mend;

        Kind(String mend) {
            this.mend = mend;
        }

        /// The page on which it can be mended; empty when there is none.
        public String mend() {
            return mend;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public String sentence(Visit visit) {
        return visit.say(
                "problem." + kind.text(),
                about,
                at.map(visit.words()::ago).orElse(""),
                kind == Kind.DISK ? visit.words().size(number) : visit.words().number(number),
                visit.translated(detail));
    }

    public String remedy(Visit visit) {
        return visit.say("mend." + kind.text(), about);
    }
}
