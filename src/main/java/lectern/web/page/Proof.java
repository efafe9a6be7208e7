package lectern.web.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

import lectern.account.Tokens;
import lectern.http.Request;

/// Whether a form was sent from a page of ours, by the browser that the page was shown in.
final class Proof {
    private Proof() {}

    /// What a form carries besides its fields: made of a secret that only this browser has, and of no use without it.
    static String token(String secret) {
        return Tokens.hash("form " + secret);
    }

    static boolean matches(String sent, String secret) {
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), token(secret).getBytes(StandardCharsets.UTF_8));
    }

    /// What browsers say about where a form was. Those of old e-readers say nothing; then the token decides alone, and
    /// so it does where the operator told no address: a proxy may change the name under which we are asked.
    static boolean isFromElsewhere(Request request, Optional<String> publicOrigin) {
        var site = request.rawHeader("Sec-Fetch-Site").orElse("same-origin");
        if (!site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        return publicOrigin.isPresent()
                && request.rawHeader("Origin")
                        .filter(origin -> !publicOrigin.equals(Optional.of(origin)))
                        .filter(origin -> !origin.equals(asked(request)))
                        .isPresent();
    }

    /// The name of ours that the browser used, for example at home.
    static String asked(Request request) {
        var host = request.rawHeader("Host").orElse("").toLowerCase(Locale.ROOT);
        return (request.client().secure() ? "https://" : "http://") + host;
    }
}
