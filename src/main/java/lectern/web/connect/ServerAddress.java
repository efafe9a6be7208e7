package lectern.web.connect;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

import lectern.http.Request;

/// What devices are told to ask: what the operator says, else what the browser asked.
///
/// @param url without a slash at its end
record ServerAddress(String url, boolean isTold) {
    private static final Pattern HOST = Pattern.compile("[\\w.:\\[\\]-]{1,255}");
    private static final Pattern ITSELF =
            Pattern.compile("https?://(localhost|127\\.[\\d.]+|\\[::1])(:\\d+)?(/.*)?", Pattern.CASE_INSENSITIVE);

    static ServerAddress of(Optional<URI> publicUrl, Request request) {
        return publicUrl
                .map(told -> new ServerAddress(told.toString().replaceAll("/+$", ""), true))
                .orElseGet(() -> new ServerAddress(asked(request), false));
    }

    private static String asked(Request request) {
        var host = request.rawHeader("Host")
                .filter(name -> HOST.matcher(name).matches())
                .orElse("localhost");
        return (request.client().secure() ? "https://" : "http://") + host;
    }

    boolean isEncrypted() {
        return url.startsWith("https:");
    }

    /// On another device this address means that device.
    boolean isLocal() {
        return ITSELF.matcher(url).matches();
    }
}
