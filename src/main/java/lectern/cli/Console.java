package lectern.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// The world around a command.
///
/// @param home the folder of the `lectern` script, where settings and data are looked for
/// @param folder the working folder
/// @param terminal empty when nobody sits in front of it
record Console(
        Map<String, String> environment,
        Path home,
        Path folder,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Optional<Terminal> terminal,
        Clock clock) {

    /// Someone who can be asked.
    interface Terminal {
        /// What was typed, not shown while typing.
        String hidden(String prompt);

        String shown(String prompt);
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    static Console system() {
        var folder = Path.of("").toAbsolutePath();
        return new Console(
                System.getenv(),
                folder.resolve(System.getProperty("lectern.home", "")),
                folder,
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .map(Console::terminal),
                Clock.system(ZoneId.systemDefault()));
    }

    /// Names are shown as they were spelt, whatever character set the machine was started with.
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static Terminal terminal(java.io.Console console) {
        return new Terminal() {
            @Override
            public String hidden(String prompt) {
                var typed = console.readPassword("%s", prompt);
                return typed == null ? "" : new String(typed);
            }

            @Override
            public String shown(String prompt) {
                var typed = console.readLine("%s", prompt);
                return typed == null ? "" : typed;
            }
        };
    }
}
