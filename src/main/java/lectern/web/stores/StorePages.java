package lectern.web.stores;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import lectern.account.Caller;
import lectern.blob.BlobStore;
import lectern.http.Response;
import lectern.syncnode.entry.Address;
import lectern.syncnode.entry.Content;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Found;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Permission;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.entry.StoreName;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// What there is to see of stores.
public final class StorePages {
    private static final int MOST_TRASHED = 200;

    private final EntryStore entries;
    private final BlobStore blobs;
    private final Duration trash;

    /// @param trash how long a deleted store can be brought back
    public StorePages(EntryStore entries, BlobStore blobs, Duration trash) {
        this.entries = entries;
        this.blobs = blobs;
        this.trash = trash;
    }

    public void routes(Pages to) {
        to.get(Links.STORES, this::folder);
        to.get(Links.STORE, this::store);
        to.get(Links.DOWNLOAD, this::download);
        to.get(Links.DELETE, this::beforeDeleting);
        to.get(Links.TRASH, this::trash);
    }

    private Response folder(Visit visit, Caller caller) {
        var folder = visit.request().query("in").orElse("");
        int number = visit.request()
                .query("page")
                .filter(text -> text.matches("[1-9]\\d{0,6}"))
                .map(Integer::parseInt)
                .orElse(1);
        return visit.show(JteFolderPageGenerated::render, folderPage(caller, folder, number, PageForm.blank()));
    }

    FolderPage folderPage(Caller caller, String folder, int number, PageForm upload) {
        return FolderPage.of(
                folder,
                entries.index(caller, folder).lines(),
                number,
                lines -> lines.isEmpty() ? List.of() : entries.rows(caller, lines),
                entries.quota(caller.account()),
                upload);
    }

    private Response store(Visit visit, Caller caller) {
        return visit.show(JteStorePageGenerated::render, storePage(caller, key(visit), PageForm.blank()));
    }

    StorePage storePage(Caller caller, String key, PageForm share) {
        var reference = reference(key);
        var entry = found(caller, reference).entry();
        var versions = entry.permission() == Permission.OWN
                ? entries.versions(caller, reference).orElseThrow(Refusals::page)
                : List.<lectern.syncnode.entry.Version>of();
        var members = entries.members(caller, reference).orElseThrow(Refusals::page);
        return new StorePage(key, entry, caller.account().name(), versions, members, share);
    }

    private Found found(Caller caller, Reference reference) {
        return entries.find(caller, reference).orElseThrow(Refusals::page);
    }

    /// Always a file and never a page of ours, whatever somebody put into it.
    private Response download(Visit visit, Caller caller) {
        var reference = reference(key(visit));
        var found = visit.request()
                .query("version")
                .map(token -> entries.find(caller, reference, token))
                .orElseGet(() -> entries.find(caller, reference))
                .orElseThrow(Refusals::page);
        var properties = found.entry().properties();
        var answer = switch (found.content()) {
            case Content.Inline(var bytes) -> Response.bytes(200, "application/octet-stream", bytes);
            case Content.InBlob(var id) ->
                Response.stream(200, "application/octet-stream", properties.size(), out -> {
                    try (var in = blobs.open(id)) {
                        in.transferTo(out);
                    }
                });
        };
        return answer.with(
                        "Content-Disposition",
                        "attachment; " + fileName(found.entry().name()))
                .with("Content-Security-Policy", "sandbox; default-src 'none'");
    }

    private static String fileName(StoreName name) {
        var last = name.value().substring(Links.folderOf(name.value()).length());
        var encoded = URLEncoder.encode(last.isEmpty() ? "store" : last, StandardCharsets.UTF_8);
        return "filename*=UTF-8''" + encoded.replace("+", "%20").replace("*", "%2A");
    }

    private Response beforeDeleting(Visit visit, Caller caller) {
        var key = key(visit);
        var page = storePage(caller, key, PageForm.blank());
        if (!page.owns()) {
            throw Refusal.forbidden();
        }
        var others =
                page.members().stream().filter(member -> !page.isMe(member)).toList();
        return visit.show(JteDeletePageGenerated::render, new DeletePage(key, page.entry(), others, trash.toDays()));
    }

    private Response trash(Visit visit, Caller caller) {
        return visit.show(JteTrashPageGenerated::render, trashPage(caller, Optional.empty()));
    }

    TrashPage trashPage(Caller caller, Optional<String> problem) {
        return new TrashPage(entries.trash(caller, MOST_TRASHED), problem);
    }

    private static String key(Visit visit) {
        return visit.request().query("key").orElseThrow(Refusal::missing);
    }

    /// A name, or an address. What can be neither is the key of nothing.
    static Reference reference(String key) {
        Optional<Reference> address = Address.parse(key).map(Reference.At::new);
        return address.orElseGet(() -> {
            if (StoreName.problem(key).isPresent()) {
                throw Refusal.missing();
            }
            return new Reference.Named(new StoreName(key));
        });
    }

    /// The newest version of a store that was deleted.
    Optional<String> lastVersion(Caller caller, Reference reference) {
        return entries.versions(caller, reference)
                        instanceof Outcome.Done<List<lectern.syncnode.entry.Version>>(var all)
                ? all.stream().findFirst().map(version -> version.token().value())
                : Optional.empty();
    }
}
