package lectern.web;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import lectern.account.Registration.Result.Registered;
import lectern.account.Role;
import lectern.wire.WholeServer;

import static org.assertj.core.api.Assertions.assertThat;

/// A whole server with pages, and the people who use them.
public final class Site implements AutoCloseable {
    public static final String PASSWORD = "correct horse";

    private final WholeServer.Started server;

    private Site(WholeServer.Started server) {
        this.server = server;
    }

    public static Site start() {
        return start(Map.of());
    }

    /// With these settings, such as `public-url`.
    public static Site start(Map<String, String> settings) {
        return start(settings, InstantSource.system());
    }

    public static Site start(Map<String, String> settings, InstantSource clock) {
        return new Site(WholeServer.onSqlite().start(settings, clock));
    }

    public WholeServer.Started server() {
        return server;
    }

    public int port() {
        return server.port();
    }

    /// Makes an account with the usual password.
    public Site with(String name, Role role) {
        server.operate((_, services) -> assertThat(services.registration().add(name, PASSWORD, role, Optional.empty()))
                .isInstanceOf(Registered.class));
        return this;
    }

    public Site with(String name) {
        return with(name, Role.MEMBER);
    }

    /// Somebody's browser, without any cookie.
    public Browser browser() {
        return new Browser(port());
    }

    /// The same, with somebody signed in.
    public Browser signedIn(String name) {
        var browser = browser();
        browser.get("/app/sign-in");
        var reply = browser.post("/app/sign-in", "name", name, "password", PASSWORD);
        assertThat(reply.status()).as(reply.body()).isEqualTo(303);
        return browser;
    }

    @Override
    public void close() {
        server.close();
    }
}
