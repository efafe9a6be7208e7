package lectern.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Folders that only their owner may look into.
public final class PrivateFolder {
    private PrivateFolder() {}

    /// Makes the folder and those above it that are missing, in such a way that a power cut does not take them away
    /// again. One that is there already keeps its rights.
    public static Path make(Path folder) {
        if (!Files.isDirectory(folder)) {
            var above = Optional.ofNullable(folder.toAbsolutePath().getParent());
            above.ifPresent(PrivateFolder::make);
            makeOne(folder);
            above.ifPresent(DurableFile::force);
        }
        return folder;
    }

    private static void makeOne(Path folder) {
        try {
            Files.createDirectories(folder, Rights.ofTheOwner("rwx------")); // another process may have made it
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
