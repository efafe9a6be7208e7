package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What an app asks of the store API, for one of some accounts and one of its stores. As in [KosyncRequests] only the
/// letters that tell one request from another are put in before it is sent.
///
/// A write replaces the version that its connection knows: no other connection writes to the same store. As long as it
/// knows none, it takes whatever is there.
final class StoreRequests implements Requests {
    private static final String NUMBER = "000000";
    private static final int TOKEN = 32;
    private static final byte[] ANYTHING = ("*" + " ".repeat(TOKEN + 1)).getBytes(US_ASCII);
    private static final byte[] TOKEN_HEADER = "X-Sync-Token: ".getBytes(US_ASCII);

    private final Kind kind;
    private final Share share;
    private final List<byte[]> bearers;
    private final int stores; // of all accounts
    private final SplittableRandom random;
    private final byte[] text;
    private final int bearerAt;
    private final int storeAt;
    private final int versionAt;
    private final byte[][] versions; // in quotes, as they are sent
    private int sent;
    private int last; // of this share

    private StoreRequests(Kind kind, Share share, List<byte[]> bearers, int stores, int size) {
        if (size < NUMBER.length()) {
            throw new IllegalArgumentException("what is written ends in a number of its own");
        }
        this.kind = kind;
        this.share = share;
        this.bearers = bearers;
        this.stores = bearers.size() * stores;
        this.random = new SplittableRandom(2026 + share.number());
        var bearer = new String(bearers.getFirst(), US_ASCII);
        var written = text(kind, bearer, size);
        this.text = written.getBytes(US_ASCII);
        this.bearerAt = written.indexOf(bearer);
        this.storeAt = written.indexOf(NUMBER);
        this.versionAt = written.indexOf(new String(ANYTHING, US_ASCII));
        this.versions = new byte[kind == Kind.WRITE ? share.size(this.stores) : 0][];
        Arrays.fill(versions, ANYTHING);
    }

    /// @param bearers a file of them, because a list of processes is read by everybody
    /// @param stores of each account
    /// @param size of what is written
    static StoreRequests of(Kind kind, Share share, Path bearers, int stores, int size) {
        try {
            var all = Files.readAllLines(bearers).stream()
                    .map(bearer -> bearer.getBytes(US_ASCII))
                    .toList();
            return new StoreRequests(kind, share, all, stores, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        return switch (kind) {
            case READ, WRITE -> share.number() < stores;
            case ADD -> true;
            case FILL -> share.thing(sent) < stores;
        };
    }

    @Override
    public void next(ByteBuffer to) {
        last = switch (kind) {
            case READ, WRITE -> random.nextInt(share.size(stores));
            case ADD, FILL -> sent;
        };
        int which = share.thing(last);
        var bearer = bearers.get(which % bearers.size());
        System.arraycopy(bearer, 0, text, bearerAt, bearer.length);
        digits(storeAt, which / bearers.size());
        if (kind == Kind.WRITE) {
            System.arraycopy(versions[last], 0, text, versionAt, ANYTHING.length);
        }
        if (kind != Kind.READ) {
            digits(text.length - NUMBER.length(), sent % 1_000_000); // else it is the same write, whose answer was lost
        }
        to.put(text);
        sent++;
    }

    @Override
    public void answered(byte[] answer, int length) {
        if (kind == Kind.WRITE) {
            int from = tokenAt(answer, length);
            if (from > 0) { // a bare server has none
                var version = ANYTHING.clone();
                version[0] = '"';
                System.arraycopy(answer, from, version, 1, TOKEN);
                version[TOKEN + 1] = '"';
                versions[last] = version;
            }
        }
    }

    private static int tokenAt(byte[] answer, int length) {
        for (int i = 1; i + TOKEN_HEADER.length + TOKEN < length; i++) {
            if (answer[i - 1] == '\n'
                    && Arrays.equals(answer, i, i + TOKEN_HEADER.length, TOKEN_HEADER, 0, TOKEN_HEADER.length)) {
                return i + TOKEN_HEADER.length;
            }
        }
        return -1;
    }

    private void digits(int at, int number) {
        int left = number;
        for (int i = at + NUMBER.length() - 1; i >= at; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private static String text(Kind kind, String bearer, int size) {
        var head = " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + bearer + "\r\n";
        var there = "/store/notes/" + NUMBER + head;
        var added = "/store/process" + ProcessHandle.current().pid() + "/" + NUMBER + head;
        var body = "Content-Type: text/plain\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size);
        return switch (kind) {
            case READ -> "GET " + there + "\r\n";
            case WRITE -> "PUT " + there + "If-Match: " + new String(ANYTHING, US_ASCII) + "\r\n" + body;
            case ADD -> "PUT " + added + body;
            case FILL -> "PUT " + there + body;
        };
    }
}
