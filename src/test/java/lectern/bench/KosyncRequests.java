package lectern.bench;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

import lectern.e2e.Kobo;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What KOReader sends, for one of some accounts and one of its documents. The text is written once, and only the
/// digits that tell one request from another are put in before it is sent.
final class KosyncRequests implements Requests {
    private static final String ACCOUNT = "reader";
    private static final String SIGNED_IN_AS = "x-auth-user: " + ACCOUNT; // the media type says "reader" too
    private static final String DOCUMENT = "0123456789abcdef0123456789";
    private static final String PLACE = "DocFragment[";

    private final Kind kind;
    private final Share share;
    private final int accounts;
    private final int documents;
    private final SplittableRandom random;
    private final byte[] text;
    private final int accountAt;
    private final int documentAt;
    private final int placeAt;
    private int sent;

    KosyncRequests(Kind kind, Share share, int accounts, int documents) {
        this.kind = kind;
        this.share = share;
        this.random = new SplittableRandom(2026 + share.number());
        this.accounts = accounts;
        this.documents = documents;
        var written = kind == Kind.READ ? pull() : push();
        this.text = written.getBytes(US_ASCII);
        this.accountAt = written.indexOf(SIGNED_IN_AS) + SIGNED_IN_AS.length();
        this.documentAt = written.indexOf(DOCUMENT) + DOCUMENT.length();
        this.placeAt = written.indexOf(PLACE) + PLACE.length();
    }

    static String account(int number) {
        return ACCOUNT + "%06d".formatted(number);
    }

    static String document(int number) {
        return DOCUMENT + "%06d".formatted(number);
    }

    @Override
    public boolean hasNext() {
        return kind != Kind.FILL || share.thing(sent) < accounts * documents;
    }

    @Override
    public void next(ByteBuffer to) {
        int which = kind == Kind.FILL ? share.thing(sent) : random.nextInt(accounts * documents);
        digits(accountAt, which % accounts);
        digits(documentAt, which / accounts);
        if (kind != Kind.READ) {
            digits(placeAt, sent % 1_000_000);
        }
        to.put(text);
        sent++;
    }

    private void digits(int at, int number) {
        int left = number;
        for (int i = at + 5; i >= at; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private static String pull() {
        return "GET /syncs/progress/" + document(0) + " HTTP/1.1\r\n" + head() + "\r\n";
    }

    private static String push() {
        var body = Kobo.progress(document(0), "/body/DocFragment[000000]/body/div/p[24]/text().0");
        return "PUT /syncs/progress HTTP/1.1\r\n" + head() + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String head() {
        return """
                Host: 127.0.0.1\r
                User-Agent: KOReader/2025.04\r
                Accept: application/vnd.koreader.v1+json\r
                x-auth-user: %s\r
                x-auth-key: %s\r
                """.formatted(account(0), Kobo.KEY);
    }
}
