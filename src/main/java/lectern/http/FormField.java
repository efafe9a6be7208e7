package lectern.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// One field of a [Form], as its bytes came.
public final class FormField {
    /// What is longer goes to disk.
    static final int IN_MEMORY = 64 * 1024;

    private final Spool spool;
    private Optional<String> fileName = Optional.empty();
    private Optional<String> type = Optional.empty();
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long taken; // of the spool
    private long length;

    FormField(Spool spool) {
        this.spool = spool;
    }

    void add(ByteBuffer bytes) throws IOException {
        length += bytes.remaining();
        if (length <= IN_MEMORY) {
            var copy = new byte[bytes.remaining()];
            bytes.get(copy);
            memory.writeBytes(copy);
        } else {
            spool.take(length - taken);
            taken = length;
            write(bytes, spilled());
        }
    }

    private FileChannel spilled() throws IOException {
        if (file == null) {
            file = spool.file();
            write(ByteBuffer.wrap(memory.toByteArray()), file);
            memory.reset();
        }
        return file;
    }

    private static void write(ByteBuffer bytes, FileChannel to) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    void described(Optional<String> sentName, Optional<String> sentType) {
        fileName = sentName.map(FormField::last).filter(name -> !name.isBlank());
        type = sentType.filter(name -> !name.isBlank());
    }

    /// Old browsers send the whole path.
    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /// Of the file that somebody chose; empty when this is none.
    public Optional<String> fileName() {
        return fileName;
    }

    /// What the client took the bytes for.
    public Optional<String> type() {
        return type;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public long length() {
        return length;
    }

    /// Some of its bytes from there on: as many as there is room for, or fewer; -1 at the end.
    public int read(ByteBuffer to, long from) throws IOException {
        if (file != null) {
            return file.read(to, from);
        }
        if (from >= length) {
            return -1;
        }
        var bytes = memory.toByteArray();
        int some = (int) Math.min(to.remaining(), length - from);
        to.put(bytes, (int) from, some);
        return some;
    }

    /// From its first byte; one reader at a time.
    public InputStream open() throws IOException {
        return file == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : Channels.newInputStream(file.position(0));
    }

    /// What a person or program wrote there. Not UTF-8, or as long as no text is: [Fault.BadRequest].
    public String text() {
        if (file != null) {
            throw new Faulted(new Fault.BadRequest("A field of the form is too long."));
        }
        return Percent.utf8(ByteBuffer.wrap(memory.toByteArray()))
                .orElseThrow(() -> new Faulted(new Fault.BadRequest("A field of the form is not valid text.")));
    }

    void close() {
        spool.giveBack(taken);
        taken = 0;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
