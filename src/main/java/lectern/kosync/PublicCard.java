package lectern.kosync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import lectern.account.Account;
import lectern.account.Accounts;
import lectern.calibre.Library;
import lectern.http.Response;
import lectern.kosync.book.Books.CardFilter;
import lectern.kosync.book.Books.CardOrder;
import lectern.kosync.wire.KosyncError;
import lectern.kosync.wire.Query;
import lectern.kosync.wire.Refusal;

/// The card of an account that lets everybody see it. Everybody else's is as missing as that of nobody.
final class PublicCard {
    private static final int MOST_BOOKS = 50;

    private final KosyncSettings settings;
    private final Accounts accounts;
    private final KosyncStores stores;
    private final Titles titles;

    PublicCard(KosyncSettings settings, Accounts accounts, KosyncStores stores, Library library) {
        this.settings = settings;
        this.accounts = accounts;
        this.stores = stores;
        this.titles = new Titles(library);
    }

    /// In the words of the query.
    private enum Sort {
        PROGRESS,
        RECENT
    }

    private enum Finished {
        SHOW,
        HIDE
    }

    Response answer(Visit visit) {
        var request = visit.request();
        var limit = (int) Query.clamped(request, "limit", 5, 0, MOST_BOOKS);
        var theme = Query.oneOf(request, "theme", Card.Theme.LIGHT);
        var order = switch (Query.oneOf(request, "sort", Sort.PROGRESS)) {
            case PROGRESS -> CardOrder.PROGRESS;
            case RECENT -> CardOrder.RECENT;
        };
        var filter = switch (Query.oneOf(request, "finished", Finished.SHOW)) {
            case SHOW -> CardFilter.EVERYTHING;
            case HIDE -> CardFilter.UNFINISHED;
        };
        var account = shown(request.parameter("username"));
        var books = stores.books().card(account.id(), order, filter, limit).stream()
                .map(book -> new Card.Book(
                        titles.name(book),
                        book.progress().percentage(),
                        book.progress().at()))
                .toList();
        var svg = new Card(books, theme, settings.cardZone()).svg().getBytes(StandardCharsets.UTF_8);
        var tag = tag(svg);
        var answer = request.header("If-None-Match").filter(tag::equals).isPresent()
                ? Response.empty(304)
                : Response.bytes(200, "image/svg+xml", svg);
        return answer.with("Cache-Control", "max-age=1800")
                .with("ETag", tag)
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private Account shown(String name) {
        return accounts.find(name)
                .filter(account -> !account.disabled())
                .filter(account -> !isMailOf(account, name)) // or the card would tell whose address this is
                .filter(account ->
                        stores.preferences().find(account.id()).card().orElse(settings.cards()))
                .orElseThrow(() -> new Refusal(new KosyncError.UserMissing()));
    }

    private static boolean isMailOf(Account account, String name) {
        return account.mail()
                .filter(mail -> mail.value().equalsIgnoreCase(name.strip()))
                .isPresent();
    }

    private static String tag(byte[] svg) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(svg);
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing); // every JDK has it
        }
    }
}
