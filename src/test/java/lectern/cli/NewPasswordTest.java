package lectern.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NewPasswordTest {
    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @CsvSource({"secret1234, secret1234", "'pässword \nsecond line', 'pässword '", "'windows\r\n', windows"})
    void withoutATerminalItIsTheFirstLineOfTheInput(String input, String password) {
        assertThat(NewPassword.ask(piped(input), random)).isEqualTo(new NewPassword.Chosen(password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void anEmptyOneIsMadeUp(String input) {
        assertThat(NewPassword.ask(piped(input), random))
                .isInstanceOfSatisfying(
                        NewPassword.MadeUp.class,
                        madeUp -> assertThat(madeUp.text()).matches("[2-9a-hjkmnp-z]{16}"));
    }

    @Test
    void twoThatAreMadeUpDiffer() {
        assertThat(NewPassword.ask(piped(""), random).text())
                .isNotEqualTo(NewPassword.ask(piped(""), random).text());
    }

    @Test
    void onATerminalItIsTypedTwice() {
        assertThat(NewPassword.ask(typing("secret1234", "secret1234"), random))
                .isEqualTo(new NewPassword.Chosen("secret1234"));
        assertThatThrownBy(() -> NewPassword.ask(typing("secret1234", "secret1235"), random))
                .isInstanceOf(Failure.class)
                .hasMessage("The two passwords differ; nothing was changed.");
    }

    @Test
    void onATerminalNothingTypedIsAskedOnce() {
        assertThat(NewPassword.ask(typing(""), random)).isInstanceOf(NewPassword.MadeUp.class);
    }

    @Test
    void itDoesNotPrintItself() {
        assertThat(new NewPassword.Chosen("hush").toString()).doesNotContain("hush");
        assertThat(new NewPassword.MadeUp("hush").toString()).doesNotContain("hush");
    }

    private static Console piped(String input) {
        return console(new ByteArrayInputStream(input.getBytes(UTF_8)), Optional.empty());
    }

    private static Console typing(String... answers) {
        var waiting = new ArrayDeque<>(List.of(answers));
        return console(InputStream.nullInputStream(), Optional.of(new Console.Terminal() {
            @Override
            public String hidden(String prompt) {
                return waiting.remove();
            }

            @Override
            public String shown(String prompt) {
                throw new AssertionError("a password is never shown");
            }
        }));
    }

    private static Console console(InputStream in, Optional<Console.Terminal> terminal) {
        var nowhere = new PrintStream(PrintStream.nullOutputStream());
        var folder = Path.of("");
        return new Console(Map.of(), folder, folder, in, nowhere, nowhere, terminal, Clock.systemUTC());
    }
}
