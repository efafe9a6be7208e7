package lectern.syncnode.reset;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// The server that takes mail from us.
///
/// @param encrypted from the first byte; without it, encryption begins when that server offers it
/// @param login with which it wants to be asked
public record SmtpSettings(String host, int port, boolean encrypted, Optional<Login> login) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /// `smtp://user:password@host:587` or `smtps://user:password@host:465`, with %-escapes in user and password.
    public static SmtpSettings parse(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException("not an address");
        }
        var encrypted = "smtps".equalsIgnoreCase(address.getScheme());
        if ((!encrypted && !"smtp".equalsIgnoreCase(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException("not the address of a mail server");
        }
        var port = address.getPort() > 0 ? address.getPort() : encrypted ? 465 : 587;
        return new SmtpSettings(
                address.getHost(),
                port,
                encrypted,
                Optional.ofNullable(address.getRawUserInfo()).map(SmtpSettings::login));
    }

    private static Login login(String userInfo) {
        var parts = userInfo.split(":", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("a user without a password");
        }
        return new Login(decoded(parts[0]), decoded(parts[1]));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// A password is never sent in clear to another machine.
    boolean mustEncrypt() {
        return login.isPresent() && !THIS_MACHINE.contains(host);
    }

    /// Without the password.
    public String shown() {
        return (encrypted ? "smtps://" : "smtp://")
                + login.map(known -> known.user() + "@").orElse("")
                + host
                + ':'
                + port;
    }
}
