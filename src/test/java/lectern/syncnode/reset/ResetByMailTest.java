package lectern.syncnode.reset;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.WholeServer;
import lectern.wire.Wire;
import lectern.wire.WireTarget;

import static org.assertj.core.api.Assertions.assertThat;

/// A lost password, with the whole server and a mail server that takes mail as any other does.
class ResetByMailTest {
    private static final Pattern TOKEN = Pattern.compile("^    (sr1_[A-Za-z0-9_-]{43})\\s*$", Pattern.MULTILINE);

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private WireTarget.Running server;

    @BeforeEach
    void start() {
        post.setUser("lectern@example.org", "lectern", "hush hush");
        post.start();
        server = WholeServer.onSqlite()
                .start(Map.of(
                        "registration", "open",
                        "mail.smtp",
                                "smtp://lectern:hush%20hush@127.0.0.1:"
                                        + post.getSmtp().getPort(),
                        "mail.from", "lectern@example.org",
                        "public-url", "https://sync.example.org",
                        "store.reset-link", "https://notes.example.org/reset#{token}"));
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stop() {
        root().detachAppender(log);
        server.close();
        post.stop();
    }

    /// 14.
    @Test
    void theMailHasATokenThatSetsThePasswordOnce() throws Exception {
        var old = register("Ana@Example.org", "correct horse");

        assertThat(ask("ana@example.ORG").status()).isEqualTo(204);

        assertThat(post.waitForIncomingEmail(20_000, 1)).isTrue();
        var mail = post.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("Ana@Example.org");
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("lectern@example.org");
        assertThat(mail.getSubject()).isEqualTo("A new password at sync.example.org");
        var token = token(mail);
        assertThat(text(mail))
                .contains("https://notes.example.org/reset#" + token)
                .contains("asked for from 127.0.0.1")
                .contains("ignore this mail");

        assertThat(send("GET", "/account", token, "").status()).as("17.").isEqualTo(401);
        assertThat(send("DELETE", "/auth", token, "").status()).as("17.").isEqualTo(401);
        assertThat(send("POST", "/password", token, "{\"password\":\"short\"}").status())
                .isEqualTo(400);
        assertThat(send("POST", "/password", token, "{\"password\":\"battery staple\"}")
                        .status())
                .isEqualTo(204);
        assertThat(send("POST", "/password", token, "{\"password\":\"another staple\"}")
                        .body())
                .contains("\"reason\":\"bad_token\"");
        assertThat(send("GET", "/account", old, "").status()).isEqualTo(401);
        assertThat(logIn("ana@example.org", "correct horse").status()).isEqualTo(401);
        assertThat(logIn("ana@example.org", "battery staple").status()).isEqualTo(200);
        assertThat(logged()).doesNotContain(token, "hush hush", "battery staple", "xample.org", old);
    }

    /// 15.
    @Test
    void nobodyIsMailedAboutANameThatNoAccountHasOrTwiceInFiveMinutes() throws Exception {
        register("ana@example.org", "correct horse");

        assertThat(ask("nobody@example.org").status()).isEqualTo(204);
        assertThat(ask("ana@example.org").status()).isEqualTo(204);
        assertThat(ask("ana@example.org").status()).isEqualTo(204);
        register("ben@example.org", "correct horse");
        assertThat(ask("ben@example.org").status()).isEqualTo(204);

        // one thread takes them in turn, so whatever was to come before the last has come
        assertThat(post.waitForIncomingEmail(20_000, 2)).isTrue();
        assertThat(post.getReceivedMessages())
                .extracting(mail -> mail.getAllRecipients()[0].toString())
                .containsExactly("ana@example.org", "ben@example.org");
    }

    @Test
    void whoAsksTooOftenIsToldToWait() {
        var replies = List.of(ask("ana"), ask("ANA"), ask(" ana "), ask("ana"));

        assertThat(replies).extracting(Reply::status).containsExactly(204, 204, 204, 429);
        assertThat(replies.getLast().header("Retry-After")).isPresent();
        assertThat(replies.getLast().header("RateLimit"))
                .hasValueSatisfying(text -> assertThat(text).startsWith("\"reset\";r=0;t="));
        assertThat(send("POST", "/resetpassword", "", "{\"id\":\"a:b\"}").status())
                .isEqualTo(400);
        assertThat(send("POST", "/resetpassword", "", "{}").body()).contains("missing_field");
    }

    @Test
    void theServerSaysThatItMails() {
        assertThat(send("GET", "/capabilities", "", "").body()).contains("\"passwordReset\":\"mail\"");
    }

    private Reply ask(String id) {
        return send("POST", "/resetpassword", "", "{\"id\":\"%s\"}".formatted(id));
    }

    private String register(String id, String password) {
        return send("POST", "/account", "", "{\"id\":\"%s\",\"password\":\"%s\"}".formatted(id, password))
                .body()
                .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    private Reply logIn(String id, String password) {
        return send("POST", "/auth", "", "{\"id\":\"%s\",\"password\":\"%s\"}".formatted(id, password));
    }

    private Reply send(String method, String path, String token, String body) {
        var headers = token.isEmpty() ? List.<Header>of() : List.of(new Header("Authorization", "Bearer " + token));
        return new Wire(server.port()).ask(method, path, headers, body);
    }

    private static String token(MimeMessage mail) throws Exception {
        var token = TOKEN.matcher(text(mail));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static String text(MimeMessage mail) throws Exception {
        return mail.getContent().toString().replace("\r\n", "\n");
    }

    private String logged() {
        return log.list.stream()
                .map(event -> event.getFormattedMessage() + event.getKeyValuePairs())
                .toList()
                .toString();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
