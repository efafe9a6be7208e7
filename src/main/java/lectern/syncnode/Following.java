package lectern.syncnode;

import lectern.http.Response;
import lectern.http.Router;
import lectern.syncnode.feed.Feed;

/// `/changes` and `/events`: what happened since, and what happens.
final class Following {
    private final Feed feed;

    Following(Feed feed) {
        this.feed = feed;
    }

    void routes(Router to, Gate gate) {
        to.get("/changes", gate.signedIn("ask for changes", (visit, caller) -> feed.changes(visit.request(), caller)));
        to.post("/events", gate.signedIn("get a ticket", (visit, caller) -> feed.ticket(visit.request(), caller)));
        to.get("/events", gate.open("follow the changes", visit -> events(visit, gate)));
    }

    private Response events(Visit visit, Gate gate) {
        var request = visit.request();
        var caller = feed.redeemed(request)
                .map(session -> gate.caller(visit, session))
                .orElseGet(() -> gate.caller(visit));
        return feed.events(request, caller);
    }
}
