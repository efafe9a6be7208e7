package lectern.anki.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

/// What a client compressed, as it was. Reading never gives less than was sent: a stream that is damaged, ends early or
/// is too long for this server is refused when that shows.
final class Unpacked extends InputStream {
    /// Windows of up to 8 MB, which every decoder has to know (RFC 8878) and no client comes near; a header that asks
    /// for more wants our memory.
    private static final int LARGEST_WINDOW = 23;

    private final InputStream from;
    private final long limit;
    private long length;

    private Unpacked(InputStream from, long limit) {
        this.from = from;
        this.limit = limit;
    }

    /// Any number of frames, skippable ones among them, with or without their size in front.
    static InputStream zstd(InputStream from, long limit) throws IOException {
        var looked = new PushbackInputStream(from);
        int first = looked.read();
        if (first < 0) { // nothing at all is not the same as a frame with nothing in it
            throw damaged();
        }
        looked.unread(first);
        return new Unpacked(new ZstdInputStreamNoFinalizer(looked).setLongMax(LARGEST_WINDOW), limit);
    }

    static InputStream gzip(InputStream from, long limit) throws IOException {
        try {
            return new Unpacked(new GZIPInputStream(from), limit);
        } catch (EOFException | ZipException _) { // it looks at the header at once
            throw damaged();
        }
    }

    static InputStream plain(InputStream from, long limit) {
        return new Unpacked(from, limit);
    }

    private static Refusal damaged() {
        return new Refusal(new AnkiError.Malformed("the compressed data are damaged or end too early"));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        int read;
        try {
            read = from.read(to, offset, count);
        } catch (ZstdIOException | EOFException | ZipException _) {
            throw damaged();
        }
        length += Math.max(read, 0);
        if (length > limit) {
            throw new Refusal(new AnkiError.TooLarge(Limit.DECOMPRESSED, limit));
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
