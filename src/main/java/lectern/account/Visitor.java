package lectern.account;

import lectern.http.Request;

/// Who knocks, before anybody knows who it is.
///
/// @param network what one household shares of its address; limits count by it
/// @param agent what the client calls itself; may be empty
public record Visitor(String network, String agent) {
    private static final int LONGEST_AGENT = 200;

    public Visitor {
        agent = agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
    }

    public static Visitor of(Request request) {
        return new Visitor(
                request.client().network(), request.header("User-Agent").orElse(""));
    }
}
