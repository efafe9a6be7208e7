package lectern.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Files that only their owner may read.
public final class PrivateFile {
    private PrivateFile() {}

    /// To write; made if it is missing. One that is there already keeps its rights.
    public static FileChannel open(Path file) {
        try {
            return FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Rights.ofTheOwner("rw-------"));
        } catch (IOException e) {
            throw new FileException(file + " cannot be opened", e);
        }
    }
}
