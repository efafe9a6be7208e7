package lectern.e2e.syncnode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// Bytes that are counted while they are sent.
final class Counted extends InputStream {
    private final ByteArrayInputStream value;
    private final Countdown countdown;

    Counted(byte[] value, int offset, Countdown countdown) {
        this.value = new ByteArrayInputStream(value, offset, value.length - offset);
        this.countdown = countdown;
    }

    @Override
    public int read() {
        countdown.sent(1);
        return value.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        int count = value.read(to, offset, length);
        countdown.sent(Math.max(0, count));
        return count;
    }
}
