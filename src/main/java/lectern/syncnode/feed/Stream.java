package lectern.syncnode.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.AccountId;
import lectern.account.StaleAccount;
import lectern.db.DatabaseException;
import lectern.http.Response;
import lectern.http.Waiting;
import lectern.json.Json;
import lectern.syncnode.entry.Change;
import lectern.syncnode.entry.Changes;
import lectern.syncnode.entry.Mark;
import lectern.syncnode.wire.Refusal;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Tells one client of changes as they happen, as server-sent events, until it goes, its session ends, another stream
/// takes its place, or the server stops. Whatever ends it, the client comes back and goes on where it was, or hears
/// why not.
final class Stream implements Response.Source {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final String RETRY = "retry: 3000\n"; // milliseconds

    private final Reader reader;
    private final Watch watch;
    private final Waiting waiting;
    private final Turn turn;
    private volatile boolean ended;
    private long wroteAt = System.nanoTime(); // this and the next: of the request's thread alone
    private Optional<Mark> told = Optional.empty();

    /// Something that has to know which streams there are.
    interface Turn {
        void begins(Stream stream);

        void ends(Stream stream);
    }

    Stream(Reader reader, Watch watch, Waiting waiting, Turn turn) {
        this.reader = reader;
        this.watch = watch;
        this.waiting = waiting;
        this.turn = turn;
    }

    AccountId account() {
        return reader.account();
    }

    /// From any thread.
    void end() {
        ended = true;
        waiting.call();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        turn.begins(this);
        try (var seat = watch.seat(account(), waiting::call)) {
            write(out, RETRY);
            follow(out, seat);
        } catch (Refusal | StaleAccount | DatabaseException.Unavailable _) {
            // all that can be said now is that it ends
        } finally {
            turn.ends(this);
        }
    }

    private void follow(OutputStream out, Watch.Seat seat) throws IOException {
        var next = reader.read();
        while (true) {
            switch (next) {
                case Changes.Page page -> {
                    tell(out, page);
                    if (!page.more() && !await(out)) {
                        return;
                    }
                    next = page.more() ? reader.read() : reader.readTogether(seat);
                }
                case Changes.Expired(var now) -> {
                    reset(reader.cursor(now)).writeTo(out);
                    return;
                }
            }
        }
    }

    private void tell(OutputStream out, Changes.Page page) throws IOException {
        var changes = page.changes();
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            boolean last = i + 1 == changes.size() || changes.get(i + 1).position() != change.position();
            write(out, (last ? id(new Mark(change.position(), page.next().begun())) : "") + event(change));
        }
        if (told.isEmpty()) {
            write(out, id(page.next()) + "\n"); // who comes back says where it was, also when it was told nothing
        }
        out.flush();
    }

    /// What happened at one position is one change: who has seen a part of it has not seen it.
    private String id(Mark mark) {
        told = Optional.of(mark);
        return "id: " + reader.cursor(mark) + "\n";
    }

    private static String event(Change change) {
        return "event: change\ndata: " + json(Rows.of(change)) + "\n\n";
    }

    /// A stream that says where to go on after listing everything, and nothing else.
    static Response.Source reset(String fresh) {
        var data = Json.object().put("cursor", fresh);
        return out ->
                out.write((RETRY + "id: " + fresh + "\nevent: reset\ndata: " + json(data) + "\n\n").getBytes(UTF_8));
    }

    private static String json(ObjectNode row) {
        return new String(Json.write(row), UTF_8);
    }

    /// Until there may be more to tell; false when there never will be.
    private boolean await(OutputStream out) throws IOException {
        while (!ended) {
            switch (waiting.await(pause())) {
                case CALLED -> {
                    return !ended;
                }
                case TIME_UP -> keepAlive(out);
                case OVER -> {
                    return false;
                }
            }
        }
        return false;
    }

    private Duration pause() {
        var silent = Duration.ofNanos(System.nanoTime() - wroteAt);
        var keepAlive = KEEP_ALIVE.minus(silent);
        return keepAlive.compareTo(reader.certain()) < 0 ? keepAlive : reader.certain();
    }

    /// With the place, when that went on without a change to be told.
    private void keepAlive(OutputStream out) throws IOException {
        reader.checkSession();
        boolean ahead = !told.equals(Optional.of(reader.mark()));
        write(out, (ahead ? id(reader.mark()) : "") + ": keep-alive\n\n");
        out.flush();
    }

    private void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        wroteAt = System.nanoTime();
    }
}
