package lectern.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Folders that only their owner may look into.
public final class PrivateFolder {
    private PrivateFolder() {}

    /// Makes the folder and those above it that are missing. One that is there already keeps its rights.
    public static Path make(Path folder) {
        try {
            return Files.createDirectories(folder, ownerOnly());
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

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
