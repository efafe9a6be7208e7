package lectern.e2e.anki.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A device in a process of its own, so that it can be killed in the middle of what it does. Its folder is a device's
/// folder: where somebody signed in already, nobody needs to again.
public final class DeviceProcess implements AutoCloseable {
    private final Process process;

    private DeviceProcess(Process process) {
        this.process = process;
    }

    /// What a device does, and says in one word when it is done.
    public enum Task {
        SYNC,
        UPLOAD,
        DOWNLOAD,
        SYNC_MEDIA
    }

    /// Nobody else may have the folder open.
    public static DeviceProcess start(Path folder, Task task) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DeviceProcess.class.getName()));
        command.addAll(List.of(folder.toString(), task.name()));
        try {
            return new DeviceProcess(
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The word it said, after it ended; empty when it was killed before.
    public String await() {
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// SIGKILL, and it is gone when this returns.
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /// folder, task
    public static void main(String[] words) {
        System.out.println(perform(Path.of(words[0]), Task.valueOf(words[1])));
        System.out.flush();
        Runtime.getRuntime().halt(0); // the engine's threads are not waited for
    }

    private static String perform(Path folder, Task task) {
        try (var device = AnkiDevice.open(folder)) {
            return switch (task) {
                case SYNC -> device.sync().name();
                case UPLOAD -> done(device::upload);
                case DOWNLOAD -> done(device::download);
                case SYNC_MEDIA -> done(device::syncMedia);
            };
        } catch (EngineException refused) {
            return refused.kind().name();
        }
    }

    private static String done(Runnable work) {
        work.run();
        return "DONE";
    }
}
