package lectern.web;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import lectern.account.Account;
import lectern.account.Registration.Result.Registered;
import lectern.account.Role;
import lectern.server.Stores;
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

    /// The account of that name, as it is now.
    public Account account(String name) {
        return ask(stores -> stores.accounts().find(name).orElseThrow());
    }

    /// The code of a new invitation for one.
    public String invitation(Role role) {
        return ask(stores -> stores.invites().add("", role, 1, Optional.empty()).code());
    }

    /// What the operator finds out.
    public <T> T ask(Function<Stores, T> question) {
        var answer = new AtomicReference<T>();
        server.operate((stores, _) -> answer.set(question.apply(stores)));
        return answer.get();
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
