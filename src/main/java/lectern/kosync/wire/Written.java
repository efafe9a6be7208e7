package lectern.kosync.wire;

import java.util.Locale;

import tools.jackson.databind.node.ObjectNode;

import lectern.calibre.LibraryBook;
import lectern.json.Json;
import lectern.kosync.book.Book;
import lectern.kosync.book.Document;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Link;
import lectern.kosync.book.LinkResult;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;
import lectern.kosync.book.Progress;

/// Records as JSON, in the shapes of the servers that had the endpoint first. What nobody said is `null`.
public final class Written {
    private Written() {}

    public static ObjectNode document(Document document) {
        return progress(Json.object().put("document", document.id().value()), document.progress())
                .put("filename", document.filename().orElse(null))
                .put("title", document.title().orElse(null))
                .put("authors", document.authors().orElse(null));
    }

    /// `policy` is ours, and only there when the book has one of its own.
    public static ObjectNode book(Book book) {
        var written = Json.object().put("canonical_hash", book.canonical().value());
        var linked = written.putArray("linked_hashes");
        book.links().forEach(link -> linked.add(link.document().value()));
        written.put("label", book.label().orElse(null))
                .put("filename", book.filename().orElse(null));
        progress(written, book.progress());
        book.policy().ifPresent(policy -> written.put("policy", policy(policy)));
        return written;
    }

    public static ObjectNode link(Link link) {
        return Json.object()
                .put("document_hash", link.document().value())
                .put("canonical_hash", link.canonical().value());
    }

    /// The Python progress server's README promises all of them in `linked`, and its program answers the others.
    public static ObjectNode linked(LinkResult.Linked linked) {
        var written = Json.object().put("canonical", linked.canonical().value());
        var all = written.putArray("linked").add(linked.canonical().value());
        var others = written.putArray("newly_linked");
        for (var other : linked.others()) {
            all.add(other.value());
            others.add(other.value());
        }
        return written;
    }

    /// `id` is what the deletion takes, unlike in `ko-sync-fastapi`, where the list showed Calibre's number.
    public static ObjectNode libraryBook(Document document, LibraryBook book) {
        var written = Json.object()
                .put("id", document.number())
                .put("book_id", book.id())
                .put("document_name", document.id().value());
        var metadata = progress(written, document.progress())
                .putObject("metadata")
                .put("title", book.title())
                .put("sort", book.sort());
        var authors = metadata.putArray("authors");
        book.authors().forEach(authors::add);
        return written;
    }

    public static ObjectNode entry(HistoryEntry entry) {
        return progress(Json.object().put("id", entry.id().toString()), entry.progress())
                .put("document", entry.document().value())
                .put("taken", entry.taken());
    }

    public static ObjectNode restored(String document, Progress restored) {
        return progress(Json.object().put("document", document), restored);
    }

    public static ObjectNode preferences(Preferences preferences) {
        return Json.object()
                .put("policy", policy(preferences.policy()))
                .put("card", preferences.card().orElse(null))
                .put("replay_guard", preferences.replayGuard())
                .put("repair_device_ids", preferences.repairDeviceIds());
    }

    public static String policy(Policy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode progress(ObjectNode to, Progress progress) {
        to.put("progress", progress.place().text());
        to.set("percentage", Json.numberNode(progress.percentage()));
        return to.put("device", progress.device().name())
                .put("device_id", progress.device().id().orElse(null))
                .put("timestamp", progress.timestamp());
    }
}
