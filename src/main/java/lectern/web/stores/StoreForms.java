package lectern.web.stores;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import lectern.account.Caller;
import lectern.account.Limiter;
import lectern.blob.BlobStore;
import lectern.files.FreeSpace;
import lectern.http.Form;
import lectern.http.FormField;
import lectern.http.Response;
import lectern.syncnode.entry.Author;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Grant;
import lectern.syncnode.entry.Obstacle;
import lectern.syncnode.entry.Operation;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Permission;
import lectern.syncnode.entry.Properties;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.entry.StoreName;
import lectern.syncnode.entry.Value;
import lectern.syncnode.entry.Written;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// What can be done with stores. Each form names the version it was shown with, so of two windows one is told that
/// something changed, and no side is lost.
public final class StoreForms {
    private static final long MOST_BYTES = 2L << 30;
    private static final int WRONG_NAMES = 30;

    private final StorePages pages;
    private final EntryStore entries;
    private final BlobStore blobs;
    private final FreeSpace space;
    private final long diskReserve;
    private final Limiter wrongNames; // else a form could be asked who has an account

    public StoreForms(
            StorePages pages,
            EntryStore entries,
            BlobStore blobs,
            FreeSpace space,
            long diskReserve,
            InstantSource clock) {
        this.pages = pages;
        this.entries = entries;
        this.blobs = blobs;
        this.space = space;
        this.diskReserve = diskReserve;
        this.wrongNames = new Limiter(WRONG_NAMES, Duration.ofHours(1), clock);
    }

    public void routes(Pages to) {
        to.upload("/app/stores/upload", "upload a store", MOST_BYTES, this::upload);
        to.upload("/app/stores/replace", "replace a store", MOST_BYTES, this::replace);
        to.post("/app/stores/restore", "restore a version of a store", this::restore);
        to.post("/app/stores/undelete", "bring a deleted store back", this::undelete);
        to.post("/app/stores/share", "share a store", this::share);
        to.post("/app/stores/unshare", "stop sharing a store", this::unshare);
        to.post(Links.DELETE, "delete a store", this::delete);
    }

    /// A new store in the folder that was open, under the name of the file where nobody typed another.
    private Response upload(Visit visit, Caller caller, Form sent) throws IOException {
        var folder = text(sent, "in");
        var typed = text(sent, "name");
        var file = sent.field("file").filter(chosen -> chosen.fileName().isPresent());
        var form = PageForm.blank().with("name", typed);
        if (file.isEmpty()) {
            form.wrong("file", visit.say("stores.no-file"));
            return again(visit, caller, folder, form);
        }
        var key = folder + (typed.isBlank() ? file.get().fileName().orElseThrow() : typed);
        if (StoreName.problem(key).isPresent()) {
            form.wrong("name", visit.say("stores.bad-name"));
            return again(visit, caller, folder, form);
        }
        var reference = new Reference.Own(new StoreName(key));
        return switch (put(caller, reference, Expected.NOTHING, file.get())) {
            case Outcome.Done<Written> _ -> visit.redirect(Links.store(key), "done.stores.uploaded");
            case Outcome.Refused<Written>(var obstacle) -> {
                var field = obstacle instanceof Obstacle.OverQuota ? "file" : "name";
                yield again(visit, caller, folder, form.wrong(field, beside(visit, obstacle)));
            }
        };
    }

    private Response again(Visit visit, Caller caller, String folder, PageForm form) {
        return visit.showAgain(JteFolderPageGenerated::render, pages.folderPage(caller, folder, 1, form));
    }

    private Response replace(Visit visit, Caller caller, Form sent) throws IOException {
        var key = text(sent, "key");
        var file = sent.field("file").filter(chosen -> chosen.fileName().isPresent());
        if (file.isEmpty()) {
            return storeAgain(visit, caller, key, PageForm.blank().wrong("file", visit.say("stores.no-file")));
        }
        var expected = Expected.token(text(sent, "version"));
        return switch (put(caller, StorePages.reference(key), expected, file.get())) {
            case Outcome.Done<Written> _ -> visit.redirect(Links.store(key), "done.stores.replaced");
            case Outcome.Refused<Written>(var obstacle) ->
                storeAgain(visit, caller, key, PageForm.blank().wrong("file", beside(visit, obstacle)));
        };
    }

    /// Everything is checked before the bytes go to the disk, and again when they are there.
    private Outcome<Written> put(Caller caller, Reference reference, Expected expected, FormField file)
            throws IOException {
        var allowed = entries.check(caller, reference, expected, file.length(), 0);
        if (allowed instanceof Outcome.Refused<?>(var obstacle)) {
            return Outcome.refused(obstacle);
        }
        if (space.usable() - file.length() < diskReserve) {
            throw Refusal.full();
        }
        try (var bytes = file.open()) {
            var value = Value.take(
                    blobs,
                    caller.account(),
                    bytes,
                    (size, sha256) -> new Properties(Optional.empty(), file.type(), Optional.empty(), size, sha256));
            return entries.put(author(caller), new Operation.Put(reference, expected, value));
        }
    }

    private Response restore(Visit visit, Caller caller) {
        var form = visit.form();
        var key = form.text("key");
        var restored = entries.restore(
                author(caller), StorePages.reference(key), form.text("restored"), Expected.token(form.text("version")));
        return switch (restored) {
            case Outcome.Done<Written> _ -> visit.redirect(Links.store(key), "done.stores.restored");
            case Outcome.Refused<Written>(var obstacle) ->
                storeAgain(visit, caller, key, form.wrong("versions", beside(visit, obstacle)));
        };
    }

    private Response undelete(Visit visit, Caller caller) {
        var reference = StorePages.reference(visit.form().text("key"));
        var version = pages.lastVersion(caller, reference).orElseThrow(Refusal::missing);
        return switch (entries.restore(author(caller), reference, version, Expected.NOTHING)) {
            case Outcome.Done<Written>(var written) ->
                visit.redirect(Links.store(written.entry().address().text()), "done.stores.undeleted");
            case Outcome.Refused<Written>(var obstacle) ->
                visit.showAgain(
                        JteTrashPageGenerated::render, pages.trashPage(caller, Optional.of(beside(visit, obstacle))));
        };
    }

    private Response share(Visit visit, Caller caller) {
        var form = visit.form();
        var key = form.text("key");
        var permission = permission(form.text("permission"));
        var account = caller.account().id().value();
        if (wrongNames.closed(account).isPresent()) {
            return storeAgain(visit, caller, key, form.wrong("user", visit.say("stores.wrong-names")));
        }
        var grants = List.of(new Grant(form.text("user").strip(), permission));
        return switch (entries.share(author(caller), StorePages.reference(key), grants)) {
            case Outcome.Done<Integer> _ -> visit.redirect(Links.store(key), "done.stores.shared");
            case Outcome.Refused<Integer>(var obstacle) -> {
                if (obstacle instanceof Obstacle.UnknownUsers) {
                    var _ = wrongNames.take(account);
                }
                yield storeAgain(visit, caller, key, form.wrong("user", beside(visit, obstacle)));
            }
        };
    }

    private static Permission permission(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "WRITE" -> Permission.WRITE;
            case "OWN" -> Permission.OWN;
            default -> Permission.READ;
        };
    }

    /// Who leaves a store does not see it afterwards.
    private Response unshare(Visit visit, Caller caller) {
        var form = visit.form();
        var key = form.text("key");
        var user = form.text("user");
        return switch (entries.unshare(author(caller), StorePages.reference(key), List.of(user))) {
            case Outcome.Done<Integer> _ ->
                user.equals(caller.account().name().value())
                        ? visit.redirect(Links.STORES, "done.stores.left")
                        : visit.redirect(Links.store(key), "done.stores.unshared");
            case Outcome.Refused<Integer>(var obstacle) ->
                storeAgain(visit, caller, key, form.wrong("members", beside(visit, obstacle)));
        };
    }

    private Response delete(Visit visit, Caller caller) {
        var form = visit.form();
        var key = form.text("key");
        var reference = StorePages.reference(key);
        var folder = Links.folderOf(entries.find(caller, reference)
                .orElseThrow(Refusals::page)
                .entry()
                .name()
                .value());
        var _ = entries.delete(author(caller), new Operation.Delete(reference, Expected.token(form.text("version"))))
                .orElseThrow(Refusals::page);
        return visit.redirect(Links.folder(folder, 1), "done.stores.deleted");
    }

    private Response storeAgain(Visit visit, Caller caller, String key, PageForm form) {
        return visit.showAgain(JteStorePageGenerated::render, pages.storePage(caller, key, form));
    }

    private static String beside(Visit visit, Obstacle obstacle) {
        return Refusals.beside(visit, obstacle).orElseThrow(() -> Refusals.page(obstacle));
    }

    private static Author author(Caller caller) {
        return new Author(caller, Optional.empty());
    }

    private static String text(Form sent, String field) {
        return sent.field(field).map(FormField::text).orElse("");
    }
}
