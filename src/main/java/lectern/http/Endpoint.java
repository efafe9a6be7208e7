package lectern.http;

import java.util.List;

/// A route with what answers it, and the count of what it answered.
record Endpoint(Route route, List<String> names, Handler handler, Tally tally) {
    Endpoint(Route route, List<String> names, Handler handler) {
        this(route, names, handler, new Tally());
    }
}
