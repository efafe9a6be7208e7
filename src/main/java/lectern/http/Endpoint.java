package lectern.http;

import java.util.List;

/// A route with what answers it.
record Endpoint(Route route, List<String> names, Handler handler) {}
