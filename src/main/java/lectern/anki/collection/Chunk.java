package lectern.anki.collection;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;
import lectern.json.Json;

/// Some rows of an `applyChunk`, each as its values in the order of its layout.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chunk(List<Object[]> reviews, List<Object[]> cards, List<Object[]> notes) {
    /// More than clients send at once: the rest of a longer request waits its turn in the stream.
    private static final int MOST = 1_000;

    private Chunk() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    @FunctionalInterface
    interface Taker {
        void take(Chunk chunk) throws IOException;
    }

    /// Reads a request row by row, and hands over what came whenever it is enough, and at the end.
    static void read(InputStream request, Taker taker) throws IOException {
        try (var in = Json.stream(request)) {
            new Reader(in, taker).request();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException _) {
            throw malformed("not JSON");
        }
    }

    void count(SyncRequest request) {
        request.count("reviews", reviews.size());
        request.count("cards", cards.size());
        request.count("notes", notes.size());
    }

    Exchange.Amounts amounts() {
        return new Exchange.Amounts(notes.size(), cards.size(), reviews.size(), 0, 0);
    }

    int count() {
        return reviews.size() + cards.size() + notes.size();
    }

    private static Refusal malformed(String reason) {
        return new Refusal(new AnkiError.Malformed(reason));
    }

    private static final class Reader {
        private final JsonParser in;
        private final Taker taker;
        private Chunk chunk = new Chunk();

        Reader(JsonParser in, Taker taker) {
            this.in = in;
            this.taker = taker;
        }

        void request() throws IOException {
            in.nextToken();
            boolean found = false;
            for (beginObject("the request"); in.nextToken() != JsonToken.END_OBJECT; ) {
                boolean isChunk = "chunk".equals(in.currentName());
                in.nextToken();
                if (isChunk) {
                    chunk();
                } else {
                    in.skipChildren();
                }
                found |= isChunk;
            }
            if (!found || in.nextToken() != null) {
                throw malformed("not exactly one chunk");
            }
            taker.take(chunk);
        }

        private void chunk() throws IOException {
            for (beginObject("chunk"); in.nextToken() != JsonToken.END_OBJECT; ) {
                var member = in.currentName();
                in.nextToken();
                switch (member) {
                    case "revlog" -> rows(RowLayout.REVLOG, Chunk::reviews);
                    case "cards" -> rows(RowLayout.CARDS, Chunk::cards);
                    case "notes" -> rows(RowLayout.NOTES, Chunk::notes);
                    default -> in.skipChildren(); // `done` among them: there is nothing to do about it
                }
            }
        }

        private void beginObject(String what) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw malformed(what + " is not an object");
            }
        }

        private void rows(RowLayout layout, Function<Chunk, List<Object[]>> kind) throws IOException {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw malformed(layout.member() + " is not an array");
            }
            while (in.nextToken() != JsonToken.END_ARRAY) {
                kind.apply(chunk).add(layout.read(in));
                if (chunk.count() >= MOST) {
                    taker.take(chunk);
                    chunk = new Chunk();
                }
            }
        }
    }
}
