package lectern.files;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much can still be written to the disk on which a folder lies.
public final class FreeSpace {
    private final FileStore disk;

    private FreeSpace(FileStore disk) {
        this.disk = disk;
    }

    public static FreeSpace of(Path folder) {
        try {
            return new FreeSpace(Files.getFileStore(folder));
        } catch (IOException e) {
            throw new FileException("The disk of " + folder + " cannot be found", e);
        }
    }

    /// In bytes.
    public long usable() {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            throw new FileException("It cannot be told how much room is left on " + disk, e);
        }
    }
}
