package lectern.web.stores;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import lectern.syncnode.entry.Token;

/// Where the pages of stores are. A key may hold any character, so it is a parameter and no part of the path.
final class Links {
    static final String STORES = "/app/stores";
    static final String STORE = "/app/stores/store";
    static final String DOWNLOAD = "/app/stores/download";
    static final String DELETE = "/app/stores/delete";
    static final String TRASH = "/app/stores/trash";

    private Links() {}

    static String folder(String folder, int page) {
        var first = folder.isEmpty() ? STORES : STORES + "?in=" + encoded(folder);
        return page == 1 ? first : first + (folder.isEmpty() ? "?" : "&") + "page=" + page;
    }

    static String store(String key) {
        return STORE + "?key=" + encoded(key);
    }

    static String download(String key) {
        return DOWNLOAD + "?key=" + encoded(key);
    }

    static String download(String key, Token version) {
        return download(key) + "&version=" + version.value();
    }

    static String delete(String key) {
        return DELETE + "?key=" + encoded(key);
    }

    /// The folder that a key lies in: empty for the outermost, else it ends with a slash.
    static String folderOf(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
