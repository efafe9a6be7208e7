package lectern.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders that only their owner may look into.
public final class PrivateFolder {
    private PrivateFolder() {}

    /// Makes the folder and those above it that are missing. One that is there already keeps its rights.
    public static Path make(Path folder) {
        try {
            return Files.createDirectories(folder, Rights.ofTheOwner("rwx------"));
        } catch (IOException e) {
            throw new FileException("The folder " + folder + " cannot be made", e);
        }
    }

    /// For what need not outlive the process: files that lie there were left by one that died, and are removed.
    public static Path makeEmpty(Path folder) {
        make(folder);
        try (var left = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (var file : left) {
                Files.deleteIfExists(file);
            }
            return folder;
        } catch (IOException e) {
            throw new FileException("The folder " + folder + " cannot be emptied", e);
        }
    }
}
