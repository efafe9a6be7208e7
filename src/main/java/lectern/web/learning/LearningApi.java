package lectern.web.learning;

import java.io.IOException;
import java.util.Locale;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.Caller;
import lectern.account.Door;
import lectern.anki.collection.Exchange;
import lectern.anki.collection.Snapshot;
import lectern.anki.statistics.CardCounts;
import lectern.anki.statistics.Comparison;
import lectern.anki.statistics.DueCounts;
import lectern.anki.statistics.Period;
import lectern.anki.statistics.Retention;
import lectern.anki.statistics.Study;
import lectern.http.Response;
import lectern.json.Json;
import lectern.web.api.Api;
import lectern.web.api.ApiRefusal;
import lectern.web.api.ApiVisit;

/// The learning area for scripts.
public final class LearningApi {
    private static final String SNAPSHOTS = "/api/v1/learning/snapshots";

    private final Learning learning;

    public LearningApi(Learning learning) {
        this.learning = learning;
    }

    public void routes(Api to) {
        to.get(Door.ANKI, "/api/v1/learning", this::study);
        to.get(Door.ANKI, "/api/v1/learning/decks", this::decks);
        to.get(Door.ANKI, "/api/v1/learning/days", this::days);
        to.get(Door.ANKI, "/api/v1/learning/syncs", this::syncs);
        to.get(Door.ANKI, "/api/v1/learning/media", this::media);
        to.get(Door.ANKI, SNAPSHOTS, this::snapshots);
        to.post(Door.WEB, SNAPSHOTS, "keep a snapshot of the collection", this::keep);
        to.get(Door.WEB, SNAPSHOTS + "/{snapshot}/file", this::download);
        to.get(Door.WEB, SNAPSHOTS + "/{snapshot}/comparison", this::compare);
        to.post(Door.WEB, SNAPSHOTS + "/{snapshot}/restore", "restore a snapshot of the collection", this::restore);
    }

    private Study found(Caller caller) throws IOException {
        return learning.study(caller.account().id()).orElseThrow(ApiRefusal::missing);
    }

    private Response study(ApiVisit visit, Caller caller) throws IOException {
        var study = found(caller);
        var json = Json.object()
                .put("at", study.at().toString())
                .put("day", study.today().date().toString())
                .put("day_ends_at", study.today().end().toString())
                .put("notes", study.notes());
        json.set("cards", cards(study.cards()));
        json.set("due", due(study.decks().all()));
        json.put("overdue", study.forecast().overdue());
        var coming = json.putArray("next_days");
        study.forecast().days().forEach(coming::add);
        var streak = study.reviews().streak();
        json.putObject("streak").put("current", streak.current()).put("longest", streak.longest());
        var retention = json.putObject("retention");
        for (var period : Period.values()) {
            retention.set(
                    period.name().toLowerCase(Locale.ROOT),
                    retention(study.reviews().over(period)));
        }
        return Response.json(200, json);
    }

    private static ObjectNode cards(CardCounts cards) {
        return Json.object()
                .put("new", cards.fresh())
                .put("learning", cards.learning())
                .put("relearning", cards.relearning())
                .put("young", cards.young())
                .put("mature", cards.mature())
                .put("suspended", cards.suspended())
                .put("buried", cards.buried());
    }

    private static ObjectNode due(DueCounts counts) {
        return Json.object()
                .put("new", counts.fresh())
                .put("learning", counts.learning())
                .put("review", counts.review())
                .put("total", counts.total());
    }

    private static ObjectNode retention(Retention retention) {
        return Json.object()
                .put("young_passed", retention.young().passed())
                .put("young_failed", retention.young().failed())
                .put("mature_passed", retention.mature().passed())
                .put("mature_failed", retention.mature().failed());
    }

    private Response decks(ApiVisit visit, Caller caller) throws IOException {
        var decks = Json.array();
        for (var node : found(caller).decks().nodes()) {
            var deck = decks.addObject()
                    .put("id", node.id())
                    .put("name", node.name())
                    .put("depth", node.depth())
                    .put("filtered", node.filtered());
            deck.set("own", due(node.own()));
            deck.set("with_children", due(node.all()));
        }
        return Response.json(200, decks);
    }

    private Response days(ApiVisit visit, Caller caller) throws IOException {
        var days = Json.array();
        for (var day : found(caller).reviews().days()) {
            days.addObject()
                    .put("date", day.date().toString())
                    .put("learning", day.learning())
                    .put("young", day.young())
                    .put("mature", day.mature())
                    .put("relearning", day.relearning())
                    .put("filtered", day.filtered())
                    .put("passed", day.passed())
                    .put("milliseconds", day.time().toMillis());
        }
        return Response.json(200, days);
    }

    private Response syncs(ApiVisit visit, Caller caller) {
        var syncs = Json.array();
        for (var sync : learning.syncs(caller.account().id())) {
            var line = syncs.addObject()
                    .put("device", sync.device())
                    .put("at", sync.at().toString())
                    .put("what", sync.what())
                    .put("outcome", sync.outcome().name().toLowerCase(Locale.ROOT))
                    .put("detail", sync.detail());
            sync.exchange().ifPresent(exchange -> {
                line.set("received", amounts(exchange.received()));
                line.set("sent", amounts(exchange.sent()));
            });
        }
        return Response.json(200, syncs);
    }

    private static ObjectNode amounts(Exchange.Amounts amounts) {
        return Json.object()
                .put("notes", amounts.notes())
                .put("cards", amounts.cards())
                .put("reviews", amounts.reviews())
                .put("deletions", amounts.deletions())
                .put("others", amounts.others());
    }

    private Response media(ApiVisit visit, Caller caller) throws IOException {
        var report = learning.media(caller.account());
        var json = Json.object().put("files", report.files()).put("bytes", report.bytes());
        var unused = json.putObject("unused").put("count", report.unused().count());
        var some = unused.putArray("some");
        report.unused().some().forEach(some::add);
        var missing = json.putObject("missing").put("count", report.missing().count());
        var someMissing = missing.putArray("some");
        report.missing()
                .some()
                .forEach(one -> someMissing.addObject().put("note", one.note()).put("file", one.file()));
        return Response.json(200, json);
    }

    private Response snapshots(ApiVisit visit, Caller caller) throws IOException {
        var snapshots = Json.array();
        for (var snapshot : learning.snapshots(caller.account().id())) {
            snapshots
                    .addObject()
                    .put("name", snapshot.name())
                    .put("at", snapshot.at().toString())
                    .put("reason", snapshot.reason().name().toLowerCase(Locale.ROOT))
                    .put("bytes", snapshot.bytes());
        }
        return Response.json(200, snapshots);
    }

    private Response keep(ApiVisit visit, Caller caller) throws IOException {
        if (!learning.keep(caller.account().id())) {
            throw ApiRefusal.missing();
        }
        return Response.empty(204);
    }

    private Response download(ApiVisit visit, Caller caller) throws IOException {
        var snapshot = wanted(visit, caller);
        return SnapshotFile.of(
                learning.file(caller.account().id(), snapshot.name()).orElseThrow(ApiRefusal::missing), snapshot);
    }

    private Response compare(ApiVisit visit, Caller caller) throws IOException {
        var comparison = learning.compare(
                        caller.account().id(), wanted(visit, caller).name())
                .orElseThrow(ApiRefusal::missing);
        var json = Json.object();
        json.set("notes", difference(comparison.notes()));
        json.set("cards", difference(comparison.cards()));
        json.set("reviews", difference(comparison.reviews()));
        json.set("decks", difference(comparison.decks()));
        json.set("note_types", difference(comparison.noteTypes()));
        return Response.json(200, json);
    }

    private static ObjectNode difference(Comparison.Difference difference) {
        var json = Json.object()
                .put("added", difference.added())
                .put("changed", difference.changed())
                .put("removed", difference.removed());
        var examples = json.putArray("examples");
        difference
                .examples()
                .forEach(example -> examples.addObject()
                        .put("change", example.change().name().toLowerCase(Locale.ROOT))
                        .put("text", example.text()));
        return json;
    }

    private Response restore(ApiVisit visit, Caller caller) throws IOException {
        var snapshot = wanted(visit, caller);
        if (!learning.restore(caller.account(), snapshot.name())) {
            throw ApiRefusal.missing();
        }
        visit.detail("as it was " + snapshot.at());
        return Response.empty(204);
    }

    private Snapshot wanted(ApiVisit visit, Caller caller) throws IOException {
        return learning.snapshot(caller.account().id(), visit.request().parameter("snapshot"))
                .orElseThrow(ApiRefusal::missing);
    }
}
