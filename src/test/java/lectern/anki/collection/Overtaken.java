package lectern.anki.collection;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/// A body during which something else happens.
final class Overtaken extends FilterInputStream {
    private final NormalSyncTest.Call meanwhile;
    private boolean happened;

    Overtaken(byte[] body, NormalSyncTest.Call meanwhile) {
        super(new ByteArrayInputStream(body));
        this.meanwhile = meanwhile;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        if (!happened) {
            happened = true;
            meanwhile.run();
            return super.read(to, offset, Math.min(count, 100));
        }
        return super.read(to, offset, count);
    }
}
