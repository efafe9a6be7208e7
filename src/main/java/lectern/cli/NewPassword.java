package lectern.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/// A password that somebody chose, or that was made up because nobody did. It is never an argument: arguments can be
/// seen by every user of the machine.
sealed interface NewPassword {
    record Chosen(String text) implements NewPassword {
        @Override
        public String toString() {
            return "Chosen[…]";
        }
    }

    /// To be shown once.
    record MadeUp(String text) implements NewPassword {
        @Override
        public String toString() {
            return "MadeUp[…]";
        }
    }

    String text();

    /// Letters and digits that can't be mistaken for each other.
    String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

    int LENGTH = 16;

    /// A terminal is asked twice, anything else gives its first line; nothing typed means: make one up.
    static NewPassword ask(Console console, SecureRandom random) {
        var typed = console.terminal().map(NewPassword::twice).orElseGet(() -> firstLine(console.in()));
        return typed.isEmpty() ? madeUp(random) : new Chosen(typed);
    }

    private static String twice(Console.Terminal terminal) {
        var typed = terminal.hidden("Password (empty: one is made up): ");
        if (!typed.isEmpty() && !typed.equals(terminal.hidden("Once more: "))) {
            throw new Failure("The two passwords differ; nothing was changed.");
        }
        return typed;
    }

    static String firstLine(InputStream in) {
        var line = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.write(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static MadeUp madeUp(SecureRandom random) {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new MadeUp(text.toString());
    }
}
