package lectern.anki.wire;

import java.io.IOException;
import java.io.OutputStream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

import lectern.http.Response;

/// How an answer goes out: as it is, or as a zstd stream with the size that it had before.
final class Framing {
    private static final String ORIGINAL_SIZE = "anki-original-size";
    private static final String TYPE = "application/octet-stream";

    /// Clients read the size as 32 bits, and only for their progress bar.
    private static final long LARGEST_SIZE = 0xFFFF_FFFFL;

    private Framing() {}

    static Response plain(Payload payload) {
        return switch (payload) {
            case Payload.Bytes(var bytes) -> Response.bytes(200, TYPE, bytes);
            case Payload.Stream(var length, var source) -> Response.stream(200, TYPE, length, source);
        };
    }

    static Response zstd(Payload payload) {
        return switch (payload) {
            case Payload.Bytes(var bytes) -> sized(Response.bytes(200, TYPE, Zstd.compress(bytes)), bytes.length);
            case Payload.Stream(var length, var source) ->
                sized(Response.stream(200, TYPE, out -> compress(length, source, out)), length);
        };
    }

    private static Response sized(Response response, long length) {
        return response.with(ORIGINAL_SIZE, Long.toString(Math.min(length, LARGEST_SIZE)));
    }

    private static void compress(long length, Response.Source source, OutputStream out) throws IOException {
        var frame = new ZstdOutputStreamNoFinalizer(out);
        try (frame) {
            var promised = new Promised(frame, length);
            source.writeTo(promised);
            promised.check();
        }
    }

    /// A client that was told a wrong length would take half a collection for the whole.
    private static final class Promised extends OutputStream {
        private final OutputStream to;
        private final long length;
        private long written;

        Promised(OutputStream to, long length) {
            this.to = to;
            this.length = length;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int count) throws IOException {
            to.write(from, offset, count);
            written += count;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        void check() {
            if (written != length) {
                throw new IllegalStateException(written + " bytes were written, " + length + " promised");
            }
        }
    }
}
