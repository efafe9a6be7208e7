package lectern.kosync;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;

/// See [ProgressStore]. What nearly every push and pull is has a statement of its own; everything else is done step
/// by step.
public final class SqlProgressStore implements ProgressStore {
    /// Another position of a document that is linked to nothing and under no policy. Adds nothing for any other
    /// push.
    private static final String PUSH_AGAIN = """
            insert into kosync_push (account_id, number, ordinal, place, percentage, device, device_id, at, taken)
            select d.account_id, d.number, p.ordinal + 1, ?, ?, ?, coalesce(?, p.device_id),
                case when p.at < ? then ? else p.at + 1 end, 1
            from kosync_document d
            join kosync_push p on p.account_id = d.account_id and p.number = d.number
            where d.account_id = ? and d.document = ? and d.canonical is null and d.policy is null
                and not exists (select 1 from kosync_reader r
                    where r.account_id = d.account_id and (r.policy <> 'newest' or r.replay_guard = 1))
            order by p.ordinal desc limit 1
            returning number, ordinal, at
            """;

    private static final String LAST_PUSH =
            "select d.document, d.canonical, d.filename, r.repair_device_ids, " + Positions.COLUMNS + """
            from kosync_document d
            join kosync_push p on p.account_id = d.account_id and p.number = d.number
            left join kosync_reader r on r.account_id = d.account_id
            where d.account_id = ? and d.document = ?
            order by p.ordinal desc limit 1
            """;

    private final Database db;
    private final KosyncSettings settings;
    private final InstantSource clock;

    public SqlProgressStore(Database db, KosyncSettings settings, InstantSource clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public PushResult push(Account account, Push push, Set<DocumentId> siblings) {
        var now = clock.instant();
        return db.write(tx -> {
            StampGuard.check(tx, account);
            if (push.isPlain() && siblings.isEmpty()) {
                var stored = pushAgain(tx, account.id(), push, now);
                if (stored.isPresent()) {
                    return stored.get();
                }
            }
            return pushAny(tx, account.id(), push, siblings, now);
        });
    }

    private Optional<PushResult> pushAgain(Tx tx, AccountId account, Push push, Instant now) {
        long at = Micros.of(now);
        return tx.one(
                        PUSH_AGAIN,
                        Added::read,
                        push.place().text(),
                        push.percentage(),
                        push.device().name(),
                        push.device().id(),
                        at,
                        at,
                        account.value(),
                        push.document().value())
                .map(added -> {
                    positions(tx, account).trim(added.id());
                    return new PushResult.Stored(Optional.empty(), added.at(), true);
                });
    }

    private record Added(HistoryEntry.Id id, Instant at) {
        static Added read(Row row) {
            return new Added(
                    new HistoryEntry.Id(row.whole("number"), row.whole("ordinal")), Micros.instant(row.whole("at")));
        }
    }

    private PushResult pushAny(Tx tx, AccountId account, Push push, Set<DocumentId> siblings, Instant now) {
        var documents = new Documents(tx, account);
        var positions = positions(tx, account);
        var known = documents.find(push.document());
        if (known.isEmpty() && documents.count() >= settings.documents()) {
            return new PushResult.QuotaReached();
        }
        var row = known.orElseGet(() -> documents.add(push.document()));
        var group = link(row, push, siblings, documents, positions);

        var preferences = SqlPreferences.of(tx, account);
        var guard = new ReplayGuard(tx, account, documents, positions);
        var arrival = preferences.replayGuard()
                ? Optional.of(guard.arrive(push.device(), now))
                : Optional.<ReplayGuard.Arrival>empty();

        var tips = positions.tips(group);
        var current = tips.current();
        boolean taken = isTaken(group.policy().orElse(preferences.policy()), current, push)
                && arrival.filter(ReplayGuard.Arrival::replayed)
                        .filter(replay -> replay.goesBack(current, push.percentage()))
                        .isEmpty();
        var last = tips.last(push.document());
        var deviceId = push.device()
                .id()
                .or(() -> last.flatMap(entry -> entry.progress().device().id()));
        var progress = new Progress(
                push.place(), push.percentage(), new Device(push.device().name(), deviceId), tips.after(now));
        var added = positions.add(row, last, progress, taken);
        arrival.ifPresent(here -> guard.remember(here, added));
        return new PushResult.Stored(group.book(), progress.at(), taken);
    }

    private Group link(DocumentRow row, Push push, Set<DocumentId> siblings, Documents documents, Positions positions) {
        var links = new AutomaticLinks(documents, positions, settings.autolink(), settings.documents());
        var pushed = documents.group(documents.learn(row, push));
        var group = siblings.isEmpty() ? pushed : links.bySiblings(pushed, siblings);
        return push.name().map(name -> links.byName(group, row, name)).orElse(group);
    }

    private static boolean isTaken(Policy policy, Optional<HistoryEntry> current, Push push) {
        return switch (policy) {
            case NEWEST -> true;
            case FURTHEST ->
                current.filter(entry -> entry.progress().percentage() > push.percentage())
                        .isEmpty();
        };
    }

    @Override
    public Optional<Reading> find(Account account, DocumentId document, Set<DocumentId> siblings) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            var last = tx.one(LAST_PUSH, LastPush::read, account.id().value(), document.value());
            return last.isPresent() && last.get().isAll() && siblings.isEmpty()
                    ? last.map(LastPush::reading)
                    : findAny(tx, account.id(), document, siblings);
        });
    }

    private record LastPush(HistoryEntry entry, boolean linked, Optional<String> filename, boolean repairDeviceIds) {
        static LastPush read(Row row) {
            return new LastPush(
                    Positions.read(row),
                    row.optionalText("canonical").isPresent(),
                    row.optionalText("filename"),
                    row.optionalWhole("repair_device_ids").orElse(0) != 0);
        }

        /// Whether there is nothing else to look at.
        boolean isAll() {
            return !linked && entry.taken() && !repairDeviceIds;
        }

        Reading reading() {
            return new Reading(
                    entry.document(), Optional.empty(), filename, entry.progress(), Optional.of(entry.progress()));
        }
    }

    private Optional<Reading> findAny(Tx tx, AccountId account, DocumentId document, Set<DocumentId> siblings) {
        var documents = new Documents(tx, account);
        var positions = positions(tx, account);
        var known = documents.group(document);
        var asked = known.orElseGet(() -> Group.of(DocumentRow.unlinked(document, 0)));
        var formats = documents.groups(siblings).stream()
                .filter(other -> !other.equals(asked) && !documents.areApart(asked, other))
                .toList();
        var groups = Stream.concat(known.stream(), formats.stream()).toList();
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        var tips = new Tips(groups.stream()
                .flatMap(group -> positions.tips(group).entries().stream())
                .toList());
        var eponym = positions.leastRecent(groups);
        boolean hide = SqlPreferences.of(tx, account).repairDeviceIds();
        return tips.current()
                .map(current -> new Reading(
                        document,
                        formats.isEmpty() ? asked.book() : Optional.of(eponym.canonical()),
                        eponym.first(DocumentRow::filename).or(() -> asked.first(DocumentRow::filename)),
                        shown(current, hide),
                        tips.last(document).map(own -> shown(own, hide))));
    }

    private static Progress shown(HistoryEntry entry, boolean hideDeviceId) {
        return hideDeviceId ? entry.progress().disguised() : entry.progress();
    }

    private Positions positions(Tx tx, AccountId account) {
        return new Positions(tx, account, settings.history().perDocument());
    }
}
