package lectern.web.page;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import lectern.account.preference.Language;

/// What all pages of this server share.
public final class Site {
    private final String base;
    private final Optional<String> origin;
    private final Optional<String> address;
    private final Map<Language, Messages> messages;
    private final Assets assets = new Assets("style.css", "plain.css", "lectern.js", "icon.svg");
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param publicUrl the address that people type, when the operator told it
    public Site(Optional<URI> publicUrl, SecureRandom random, InstantSource clock) {
        this.base = publicUrl
                .map(URI::getRawPath)
                .map(path -> path.replaceAll("/+$", ""))
                .orElse("");
        this.origin = publicUrl.map(Site::origin);
        this.address = origin.map(known -> known + base);
        this.messages = Arrays.stream(Language.values())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Messages::load));
        this.random = random;
        this.clock = clock;
    }

    /// As a browser spells it: in lower case, and without a port that goes without saying.
    private static String origin(URI url) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var usual = scheme.equals("https") ? 443 : 80;
        return scheme
                + "://"
                + url.getHost().toLowerCase(Locale.ROOT)
                + (url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort());
    }

    /// The path that stands before all of ours, without a slash at its end; mostly empty.
    String base() {
        return base;
    }

    /// Scheme, host and port, as browsers send them with a form.
    Optional<String> origin() {
        return origin;
    }

    /// What people type to reach the server, without a slash at its end, when the operator told it.
    Optional<String> address() {
        return address;
    }

    Messages messages(Language language) {
        return Objects.requireNonNull(messages.get(language)); // there are all
    }

    Assets assets() {
        return assets;
    }

    SecureRandom random() {
        return random;
    }

    InstantSource clock() {
        return clock;
    }
}
