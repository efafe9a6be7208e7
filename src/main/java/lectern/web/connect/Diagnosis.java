package lectern.web.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import lectern.account.Arrival;
import lectern.account.Arrival.Said;
import lectern.account.SignInResult.Reason;
import lectern.web.page.Deeds;
import lectern.web.page.Visit;

/// What an arrival means to somebody who connects a device: the key of a message, and of others that go with it.
///
/// @param outcome `in`, or the name of what was wrong
/// @param hints what else can be said about it
record Diagnosis(String outcome, List<String> hints) {
    static final String IN = "in";

    /// What doors say that is no matter of name and key.
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("no name and key, or two of them", "no-proof"),
            Map.entry("Log in: a bearer token is needed.", "no-proof"),
            Map.entry("Too many requests, try again later.", "too-many"),
            Map.entry("Too many tries, try again later.", "too-many"),
            Map.entry("too many failed logins, try again later", "too-many"),
            Map.entry("the client speaks a version of the protocol that is too old or too new", "too-old"),
            Map.entry("User registration is disabled.", "registration"),
            Map.entry("Accounts cannot be made here.", "registration"));

    /// An address without the slash at its end, and what Anki put behind it.
    private static final Pattern GLUED = Pattern.compile("/+[^/]+?m?sync/(hostKey|meta|begin)/?");

    private static final Pattern READER = Pattern.compile(".+/(users/(auth|create)|syncs/progress(/.*)?)/?");
    private static final Pattern ANKI = Pattern.compile(".+/m?sync/(hostKey|meta|begin)/?");

    static Diagnosis of(Arrival arrival, ServerAddress address) {
        var hints = new ArrayList<String>();
        if (!arrival.encrypted() && address.isEncrypted()) {
            hints.add("plain");
        }
        var outcome = arrival.said().map(Diagnosis::of).orElse("astray");
        if (arrival.doubled() && !outcome.equals("astray")) {
            hints.add("doubled");
        }
        if (outcome.equals("astray")) {
            misled(arrival.path()).ifPresent(hints::add);
        }
        return new Diagnosis(outcome, List.copyOf(hints));
    }

    private static String of(Said said) {
        return switch (said.outcome()) {
            case DONE -> IN;
            case FAILED -> "failed";
            case REFUSED ->
                Arrays.stream(Reason.values())
                        .filter(reason -> reason.words().equals(said.detail()))
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .findFirst()
                        .or(() -> Optional.ofNullable(OTHERS.get(said.detail())))
                        .orElse("refused");
        };
    }

    private static Optional<String> misled(String path) {
        if (GLUED.matcher(path).matches()) {
            return Optional.of("glued");
        }
        return READER.matcher(path).matches() || ANKI.matcher(path).matches() ? Optional.of("path") : Optional.empty();
    }

    boolean isGood() {
        return outcome.equals(IN);
    }

    /// In words, without anything that was typed.
    String sentence(Visit visit, Arrival arrival, String name) {
        return visit.say(
                "doctor." + outcome,
                who(visit, arrival),
                arrival.said()
                        .map(Said::what)
                        .map(what -> Deeds.said(visit, what))
                        .orElse(arrival.path()),
                arrival.said().map(Said::detail).map(visit::translated).orElse(""),
                name);
    }

    List<String> hints(Visit visit, ServerAddress address) {
        return hints.stream()
                .map(hint -> visit.say("doctor.hint." + hint, address.url()))
                .toList();
    }

    private static String who(Visit visit, Arrival arrival) {
        var device = arrival.said().map(Said::device).orElse("");
        if (!device.isEmpty()) {
            return device;
        }
        var program = arrival.client().split(" ", 2)[0];
        return program.isEmpty() ? visit.say("doctor.something") : program;
    }
}
