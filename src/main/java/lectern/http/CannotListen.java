package lectern.http;

import java.io.IOException;

/// The server cannot listen where it should; the message is one sentence for the person who started it.
public final class CannotListen extends RuntimeException {
    private CannotListen(String sentence, IOException cause) {
        super(sentence, cause);
    }

    static CannotListen at(String host, int port, IOException cause) {
        var reasons = new StringBuilder();
        for (Throwable each = cause; each != null; each = each.getCause()) {
            reasons.append(each.getMessage()).append('\n');
        }
        var where = "port " + port + (host.isEmpty() ? "" : " on " + host);
        var why = reasons.toString();
        if (why.contains("already in use")) {
            return new CannotListen("Another program already listens on " + where + ".", cause);
        }
        if (why.contains("ermission denied")) {
            return new CannotListen(
                    "Listening on " + where + " is not permitted; ports below 1024 often are not.", cause);
        }
        if (why.contains("assign requested address") || why.contains("nresolved")) {
            return new CannotListen("This machine has no address " + host + " to listen on.", cause);
        }
        return new CannotListen("Cannot listen on " + where + ": " + cause.getMessage() + ".", cause);
    }
}
