package lectern.web.reading;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import lectern.kosync.book.DocumentId;

/// Where the pages of this area are, without the base path.
final class Places {
    static final String SHELF = "/app/reading";
    static final String DAYS = "/app/reading/days";
    static final String FILES = "/app/reading/files";

    private Places() {}

    static String book(DocumentId document) {
        return SHELF + "/books/" + encoded(document.value());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
