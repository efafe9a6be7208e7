package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What an app asks of the store API, for one of some accounts and one of its stores. As in [KosyncRequests] only the
/// letters that tell one request from another are put in before it is sent. A write takes whatever version is there,
/// so that no answer has to be read.
final class StoreRequests implements Requests {
    private static final String NUMBER = "000000";

    private final Kind kind;
    private final List<byte[]> bearers;
    private final int stores;
    private final SplittableRandom random = new SplittableRandom(2026);
    private final byte[] text;
    private final int bearerAt;
    private final int storeAt;
    private int sent;

    private StoreRequests(Kind kind, List<byte[]> bearers, int stores, int size) {
        if (size < NUMBER.length()) {
            throw new IllegalArgumentException("what is written ends in a number of its own");
        }
        this.kind = kind;
        this.bearers = bearers;
        this.stores = stores;
        var bearer = new String(bearers.getFirst(), US_ASCII);
        var written = text(kind, bearer, size);
        this.text = written.getBytes(US_ASCII);
        this.bearerAt = written.indexOf(bearer);
        this.storeAt = written.indexOf(NUMBER);
    }

    /// @param bearers a file of them, because a list of processes is read by everybody
    /// @param stores of each account
    /// @param size of what is written
    static StoreRequests of(Kind kind, Path bearers, int stores, int size) {
        try {
            var all = Files.readAllLines(bearers).stream()
                    .map(bearer -> bearer.getBytes(US_ASCII))
                    .toList();
            return new StoreRequests(kind, all, stores, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        return kind != Kind.FILL || sent < bearers.size() * stores;
    }

    @Override
    public void next(ByteBuffer to) {
        int which = kind == Kind.FILL ? sent : random.nextInt(bearers.size() * stores);
        var bearer = bearers.get(which % bearers.size());
        System.arraycopy(bearer, 0, text, bearerAt, bearer.length);
        digits(storeAt, which / bearers.size());
        if (kind != Kind.READ) {
            digits(text.length - NUMBER.length(), sent % 1_000_000); // else it is the same write, whose answer was lost
        }
        to.put(text);
        sent++;
    }

    private void digits(int at, int number) {
        int left = number;
        for (int i = at + NUMBER.length() - 1; i >= at; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private static String text(Kind kind, String bearer, int size) {
        var head =
                "/store/notes/" + NUMBER + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + bearer + "\r\n";
        var body = "Content-Type: text/plain\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size);
        return switch (kind) {
            case READ -> "GET " + head + "\r\n";
            case WRITE -> "PUT " + head + "If-Match: *\r\n" + body;
            case FILL -> "PUT " + head + body;
        };
    }
}
