package lectern.files;

import java.io.IOException;

/// A file could not be written: the disk is full, the folder is read-only, or the like. The message is a sentence for
/// the
/// operator.
public final class FileException extends RuntimeException {
    FileException(String message, IOException cause) {
        super(message + ": " + cause + ".", cause);
    }
}
