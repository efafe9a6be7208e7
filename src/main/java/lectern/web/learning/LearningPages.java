package lectern.web.learning;

import java.io.IOException;

import lectern.account.Caller;
import lectern.anki.collection.Snapshot;
import lectern.anki.statistics.Study;
import lectern.http.Response;
import lectern.web.page.Pages;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// The learning area for people.
public final class LearningPages {
    private static final String SNAPSHOTS = "/app/learning/snapshots";

    private final Learning learning;

    public LearningPages(Learning learning) {
        this.learning = learning;
    }

    public void routes(Pages to) {
        to.get("/app/learning", this::overview);
        to.get("/app/learning/decks", this::decks);
        to.get("/app/learning/history", this::history);
        to.get("/app/learning/media", this::media);
        to.get(SNAPSHOTS, this::snapshots);
        to.post(SNAPSHOTS, "keep a snapshot of the collection", this::keep);
        to.get(SNAPSHOTS + "/{snapshot}/file", this::download);
        to.get(SNAPSHOTS + "/{snapshot}/restore", this::compare);
        to.post(SNAPSHOTS + "/{snapshot}/restore", "restore a snapshot of the collection", this::restore);
    }

    private Response overview(Visit visit, Caller caller) throws IOException {
        var id = caller.account().id();
        return visit.show(
                JteOverviewPageGenerated::render, OverviewPage.of(visit, learning.study(id), learning.syncs(id)));
    }

    private Response decks(Visit visit, Caller caller) throws IOException {
        var tree = learning.study(caller.account().id()).map(Study::decks);
        return visit.show(JteDecksPageGenerated::render, new DecksPage(tree));
    }

    private Response history(Visit visit, Caller caller) throws IOException {
        return visit.show(
                JteHistoryPageGenerated::render,
                HistoryPage.of(visit, learning.study(caller.account().id())));
    }

    private Response media(Visit visit, Caller caller) throws IOException {
        return visit.show(JteMediaPageGenerated::render, new MediaPage(learning.media(caller.account())));
    }

    private Response snapshots(Visit visit, Caller caller) throws IOException {
        return visit.show(
                JteSnapshotsPageGenerated::render,
                new SnapshotsPage(learning.snapshots(caller.account().id())));
    }

    private Response keep(Visit visit, Caller caller) throws IOException {
        return visit.redirect(
                SNAPSHOTS, learning.keep(caller.account().id()) ? "done.snapshot-kept" : "done.nothing-to-keep");
    }

    private Response download(Visit visit, Caller caller) throws IOException {
        var snapshot = wanted(visit, caller);
        return SnapshotFile.of(
                learning.file(caller.account().id(), snapshot.name()).orElseThrow(Refusal::missing), snapshot);
    }

    private Response compare(Visit visit, Caller caller) throws IOException {
        var snapshot = wanted(visit, caller);
        return visit.show(
                JteRestorePageGenerated::render,
                new RestorePage(snapshot, learning.compare(caller.account().id(), snapshot.name())));
    }

    private Response restore(Visit visit, Caller caller) throws IOException {
        var snapshot = wanted(visit, caller);
        if (!learning.restore(caller.account(), snapshot.name())) {
            throw Refusal.missing();
        }
        visit.detail("as it was " + snapshot.at());
        return visit.redirect(SNAPSHOTS, "done.snapshot-restored");
    }

    private Snapshot wanted(Visit visit, Caller caller) throws IOException {
        return learning.snapshot(caller.account().id(), visit.request().parameter("snapshot"))
                .orElseThrow(Refusal::missing);
    }
}
