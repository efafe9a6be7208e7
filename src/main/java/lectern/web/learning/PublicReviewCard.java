package lectern.web.learning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.Accounts;
import lectern.anki.statistics.Study;
import lectern.db.DatabaseException;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;

/// The card of an account that lets everybody see what it reads and learns. Everybody else's is as missing as
/// that of nobody, and so is one without a collection.
public final class PublicReviewCard {
    private static final int YEAR = 365;
    private static final int REMEMBERED = 500;

    /// Anybody may ask, as often as they like, and a look takes a while.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Learning learning;
    private final Accounts accounts;
    private final Predicate<AccountId> isShown;
    private final InstantSource clock;

    private record Looked(Instant at, Optional<Study> study) {}

    private final Map<AccountId, Looked> looked = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Looked> eldest) {
            return size() > REMEMBERED;
        }
    });

    /// @param isShown whether an account lets everybody see its cards
    public PublicReviewCard(Learning learning, Accounts accounts, Predicate<AccountId> isShown, InstantSource clock) {
        this.learning = learning;
        this.accounts = accounts;
        this.isShown = isShown;
        this.clock = clock;
    }

    public void routes(Router to) {
        to.get("/card/{username}/reviews", this::answer);
    }

    private Response answer(Request request) throws IOException {
        try {
            return card(request);
        } catch (DatabaseException.Unavailable _) {
            return Response.text(503, "Busy, try again later.").with("Retry-After", "5");
        }
    }

    private Response card(Request request) throws IOException {
        var study = shown(request.parameter("username"));
        if (study.isEmpty()) {
            return Response.text(404, "There is no such card.");
        }
        var reviews = study.get().reviews();
        var card = new ReviewCard(reviews.last(YEAR, study.get().today().date()), reviews.streak(), theme(request));
        var svg = card.svg().getBytes(StandardCharsets.UTF_8);
        var tag = tag(svg);
        var answer = request.header("If-None-Match").filter(tag::equals).isPresent()
                ? Response.empty(304)
                : Response.bytes(200, "image/svg+xml", svg);
        return answer.with("Cache-Control", "max-age=1800")
                .with("ETag", tag)
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private static ReviewCard.Theme theme(Request request) {
        var wanted = request.query("theme").orElse("").toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "dark" -> ReviewCard.Theme.DARK;
            case "auto" -> ReviewCard.Theme.AUTO;
            default -> ReviewCard.Theme.LIGHT;
        };
    }

    private Optional<Study> shown(String name) throws IOException {
        var account = accounts.find(name)
                .filter(found -> !found.disabled())
                .filter(found -> !isMailOf(found, name)) // or the card would tell whose address this is
                .filter(found -> isShown.test(found.id()));
        return account.isEmpty() ? Optional.empty() : study(account.get().id());
    }

    private static boolean isMailOf(Account account, String name) {
        return account.mail()
                .filter(mail -> mail.value().equalsIgnoreCase(name.strip()))
                .isPresent();
    }

    private Optional<Study> study(AccountId account) throws IOException {
        var now = clock.instant();
        var known = looked.get(account);
        if (known != null && known.at().plus(FRESH).isAfter(now)) {
            return known.study();
        }
        var study = learning.study(account);
        looked.put(account, new Looked(now, study));
        return study;
    }

    private static String tag(byte[] svg) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(svg);
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
