package lectern.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/// A `multipart/form-data` body. It is read to its end before anything of it is looked at, so the order of its fields
/// means nothing; short fields are in memory, others on disk until this is closed.
public final class Form implements AutoCloseable {
    private static final int MOST_FIELDS = 32;
    private static final int BUFFER = 32 * 1024;

    private final List<FormField> all = new ArrayList<>();
    private final Map<String, FormField> byName = new HashMap<>();

    private Form() {}

    static Form read(Optional<String> type, InputStream body, Spool spool) throws IOException {
        var form = new Form();
        try {
            var listener = form.new Listener(spool);
            var parser = new MultiPart.Parser(boundary(type), listener);
            parser.setMaxParts(MOST_FIELDS);
            var buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                parser.parse(Content.Chunk.from(ByteBuffer.wrap(buffer, 0, read), false));
                listener.check();
            }
            parser.parse(Content.Chunk.EOF);
            listener.check();
            return form;
        } catch (Throwable thrown) {
            form.close();
            throw thrown;
        }
    }

    private static String boundary(Optional<String> type) {
        return type.filter(text -> text.toLowerCase(Locale.ROOT).startsWith("multipart/form-data"))
                .map(MultiPart::extractBoundary)
                .orElseThrow(() -> new Faulted(new Fault.BadRequest("The body is not a form.")));
    }

    /// The last field of that name, which a client may have sent as a file or not.
    public Optional<FormField> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public void close() {
        all.forEach(FormField::close);
    }

    /// What the parser finds. It swallows what is thrown at it, so that is kept.
    private final class Listener extends MultiPart.AbstractPartsListener {
        private final Spool spool;
        private @Nullable FormField current;
        private @Nullable Exception failure;

        Listener(Spool spool) {
            this.spool = spool;
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            if (failure == null) {
                try {
                    current().add(chunk.getByteBuffer());
                } catch (IOException | Faulted e) {
                    failure = e;
                }
            }
        }

        private FormField current() {
            if (current == null) {
                current = new FormField(spool);
                all.add(current);
            }
            return current;
        }

        @Override
        public void onPart(@Nullable String name, @Nullable String fileName, HttpFields headers) {
            if (name != null) {
                current().described(Optional.ofNullable(fileName), Optional.ofNullable(headers.get("Content-Type")));
                byName.put(name, current());
            }
            current = null;
        }

        @Override
        public void onFailure(Throwable thrown) {
            if (failure == null) {
                failure = new Faulted(new Fault.BadRequest("The form is damaged or ends too early."));
            }
        }

        void check() throws IOException {
            switch (failure) {
                case null -> {}
                case IOException disk -> throw disk;
                case Faulted faulted -> throw faulted;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
