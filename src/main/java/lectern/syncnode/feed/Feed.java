package lectern.syncnode.feed;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Presented;
import lectern.account.SignIn;
import lectern.account.Visitor;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Waiting;
import lectern.json.Json;
import lectern.syncnode.entry.Changes;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Mark;
import lectern.syncnode.wire.Bearer;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// What happened since a client last looked, and what happens now: in pages, and as a stream.
public final class Feed {
    public static final int MOST_ROWS = Question.MOST;
    public static final int LONGEST_WAIT = Question.LONGEST_WAIT; // seconds
    public static final int MOST_STREAMS = Streams.MOST; // of one account

    private final EntryStore entries;
    private final Cursors cursors;
    private final SignIn signIn;
    private final InstantSource clock;
    private final Watch watch;
    private final Streams streams = new Streams();
    private final Tickets tickets;

    public Feed(EntryStore entries, FeedStores stores, SignIn signIn, SecureRandom random, InstantSource clock) {
        this.entries = entries;
        this.cursors = stores.cursors();
        this.signIn = signIn;
        this.clock = clock;
        this.watch = new Watch(stores.commits(), stores.heads());
        this.tickets = new Tickets(random, clock);
    }

    /// `GET /changes`.
    public Response changes(Request request, Caller caller) {
        var asked = Question.of(request);
        var pass = pass(request, bearer(request));
        if (asked.stream()) {
            return stream(request, asked, caller, pass, Optional.empty());
        }
        return switch (start(asked, caller.account().id())) {
            case Start.At at -> page(request, asked, reader(asked, caller, pass, at));
            case Start.Outdated(var fresh) -> throw new Refusal(new SyncNodeError.CursorExpired(fresh));
        };
    }

    /// `POST /events`: lets a browser open a stream without a header of its own.
    public Response ticket(Request request, Caller caller) {
        var issued = tickets.issue(caller.account().id(), bearer(request));
        return Response.json(
                200,
                Json.object()
                        .put("ticket", issued.ticket())
                        .put("expires", issued.expires().toEpochMilli()));
    }

    /// The session that the ticket of a request stands for, when it has one.
    public Optional<Presented.Token> redeemed(Request request) {
        return request.query("ticket").map(ticket -> tickets.session(ticket, Question.goesOn(request)));
    }

    /// `GET /events`.
    public Response events(Request request, Caller caller) {
        var pass = pass(request, redeemed(request).orElseGet(() -> bearer(request)));
        return stream(request, Question.ofStream(request), caller, pass, request.query("ticket"));
    }

    /// A cursor for somebody who knows everything up to a position, as after a list.
    public String cursor(AccountId account, long position) {
        return cursors.at(account, position);
    }

    /// Changes when a backup is put back: what named a state before may name another one now.
    public String epoch() {
        return cursors.epoch();
    }

    /// Where a client begins.
    private sealed interface Start {
        /// @param mark empty for the beginning
        record At(String epoch, Optional<Mark> mark) implements Start {}

        /// @param fresh where to go on instead, after listing everything
        record Outdated(String fresh) implements Start {}
    }

    private Start start(Question asked, AccountId account) {
        var epoch = cursors.epoch();
        return switch (asked.since()) {
            case Question.Since.Beginning() -> new Start.At(epoch, Optional.empty());
            case Question.Since.Now() -> new Start.At(epoch, Optional.of(Mark.at(entries.position(account))));
            case Question.Since.Known(var text) -> {
                var cursor = cursors.open(account, text).orElseThrow(() -> new Refusal(new SyncNodeError.BadCursor()));
                yield cursor.epoch().equals(epoch)
                        ? new Start.At(epoch, Optional.of(cursor.mark()))
                        : new Start.Outdated(cursors.at(account, entries.position(account)));
            }
        };
    }

    private Reader reader(Question asked, Caller caller, Pass pass, Start.At start) {
        return new Reader(entries, cursors, signIn, clock, pass, asked, start.epoch(), caller, start.mark());
    }

    private static Pass pass(Request request, Presented.Token session) {
        return new Pass(session, Visitor.of(request));
    }

    private static Presented.Token bearer(Request request) {
        if (Bearer.of(request) instanceof Bearer.Session(var token)) {
            return new Presented.Token(token);
        }
        throw new Refusal(new SyncNodeError.NoToken());
    }

    private Response page(Request request, Question asked, Reader reader) {
        if (asked.patience().isZero()) {
            return answer(reader, reader.read());
        }
        var waiting = request.waiting();
        try (var seat = watch.seat(reader.account(), waiting::call)) {
            return answer(reader, firstChange(reader, seat, waiting, asked.patience()));
        }
    }

    private static Changes firstChange(Reader reader, Watch.Seat seat, Waiting waiting, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        var changes = reader.read();
        while (changes instanceof Changes.Page page && page.changes().isEmpty()) {
            if (page.more()) {
                changes = reader.read();
            } else if (waiting.await(Duration.ofNanos(end - System.nanoTime())) == Waiting.Woken.CALLED) {
                changes = reader.readTogether(seat);
            } else {
                return page;
            }
        }
        return changes;
    }

    private static Response answer(Reader reader, Changes changes) {
        return switch (changes) {
            case Changes.Page page -> {
                var body = Json.object();
                Rows.add(page.changes(), body.putArray("changes"));
                body.put("cursor", reader.cursor(page.next())).put("more", page.more());
                yield Response.json(200, body);
            }
            case Changes.Expired(var now) -> throw new Refusal(new SyncNodeError.CursorExpired(reader.cursor(now)));
        };
    }

    private Response stream(Request request, Question asked, Caller caller, Pass pass, Optional<String> ticket) {
        return switch (start(asked, caller.account().id())) {
            case Start.At at -> {
                var reader = reader(asked, caller, pass, at);
                yield Response.events(new Stream(reader, watch, request.waiting(), turn(ticket)));
            }
            case Start.Outdated(var fresh) -> Response.events(Stream.reset(fresh));
        };
    }

    private Stream.Turn turn(Optional<String> ticket) {
        return new Stream.Turn() {
            @Override
            public void begins(Stream stream) {
                streams.begins(stream);
                ticket.ifPresent(text -> tickets.begins(text, stream));
            }

            @Override
            public void ends(Stream stream) {
                streams.ends(stream);
                ticket.ifPresent(text -> tickets.ends(text, stream));
            }
        };
    }
}
