package lectern.web.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import lectern.account.Arrival.Onlooker;
import lectern.account.Arrivals;
import lectern.account.Caller;
import lectern.account.Role;
import lectern.http.Response;
import lectern.http.Waiting;
import lectern.http.Waiting.Woken;

/// Sends a part of a page again when something has arrived, as server-sent events. Each time it is all of the part: a
/// page that missed something is right again with the next.
public final class Live {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final int ROUNDS = 12; // then the browser comes again and shows that it is still signed in

    private final Arrivals arrivals;

    public Live(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /// The part as it is now, in HTML.
    @FunctionalInterface
    public interface Part {
        String html() throws IOException;
    }

    public static Onlooker onlooker(Caller caller, String network) {
        return new Onlooker(caller.account().id(), network, caller.account().role() == Role.ADMIN);
    }

    /// An answer that goes on for minutes.
    ///
    /// @param settle how long what arrived takes until the part can show it
    public Response follow(Visit visit, Caller caller, Duration settle, Part part) {
        var waiting = visit.request().waiting();
        var onlooker = onlooker(caller, visit.visitor().network());
        return Response.events(out -> {
            try (var _ = arrivals.watch(onlooker, waiting::call)) {
                follow(waiting, settle, part, out);
            }
        });
    }

    private static void follow(Waiting waiting, Duration settle, Part part, OutputStream out) throws IOException {
        var woken = Woken.CALLED;
        for (int i = 0; i < ROUNDS && woken != Woken.OVER; i++) {
            if (woken == Woken.CALLED) {
                send(out, "data: " + part.html().strip().replace("\n", "\ndata: ") + "\n\n");
            } else {
                send(out, ": still here\n\n");
            }
            woken = waiting.await(KEEP_ALIVE);
            if (woken == Woken.CALLED && waiting.await(settle) == Woken.OVER) {
                return;
            }
        }
    }

    private static void send(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
