package lectern.kosync.ebook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the package document of an EPUB says.
final class Epub {
    private static final String CONTAINER = "META-INF/container.xml";
    private static final int LARGEST_CONTAINER = 64 << 10;
    private static final int LARGEST_PACKAGE = 2 << 20;

    private Epub() {}

    static Said read(Archive archive) throws IOException {
        var container = Xml.of(archive.read(CONTAINER, LARGEST_CONTAINER));
        while (container.next()) {
            if (container.isBegin("rootfile")) {
                var path = container.attribute("full-path").orElseThrow(Unreadable::new);
                return said(Xml.of(archive.read(path, LARGEST_PACKAGE)));
            }
        }
        throw new Unreadable();
    }

    private static Said said(Xml document) {
        var title = Optional.<String>empty();
        List<String> authors = new ArrayList<>();
        while (document.next() && !document.isEnd("metadata")) {
            if (document.isBegin("title") && title.isEmpty()) {
                title = Optional.of(document.text());
            } else if (document.isBegin("creator")) {
                boolean wrote = document.attribute("role").map("aut"::equals).orElse(true);
                var name = document.text();
                if (wrote) {
                    authors.add(name);
                }
            }
        }
        return new Said(title, authors);
    }
}
