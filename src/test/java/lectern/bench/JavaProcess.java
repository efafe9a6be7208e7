package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Other classes of the bench in processes of their own, so that their garbage and their compilers are not the
/// server's.
final class JavaProcess {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private JavaProcess() {}

    static Process start(List<String> options, Class<?> main, Object... words) {
        var command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Arrays.stream(words).map(String::valueOf).forEach(command::add);
        try {
            return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
