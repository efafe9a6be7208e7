package lectern.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// A file could not be written: the disk is full, the folder is read-only, or the like. The message is a sentence
/// for the operator.
public final class FileException extends RuntimeException {
    FileException(String message, IOException cause) {
        super(message + ": " + reason(cause) + ".", cause);
    }

    /// Whether the disk may be full, for which Java has no exception of its own.
    public boolean perhapsFull() {
        return !(getCause() instanceof AccessDeniedException
                || getCause() instanceof NoSuchFileException
                || getCause() instanceof FileAlreadyExistsException);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "permission is denied";
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is in the way";
            default -> cause.toString();
        };
    }
}
