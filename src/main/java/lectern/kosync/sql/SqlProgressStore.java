package lectern.kosync.sql;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StaleAccount;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;
import lectern.kosync.book.BookSettings;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Progress;
import lectern.kosync.book.ProgressStore;
import lectern.kosync.book.Push;
import lectern.kosync.book.PushResult;
import lectern.kosync.book.Reading;

/// See [ProgressStore]. What nearly every push and pull is has a statement of its own; everything else is done step
/// by step.
public final class SqlProgressStore implements ProgressStore {
    /// The next push of a document that is linked to nothing and under no policy. Changes nothing for any other
    /// push.
    private static final String PUSH_AGAIN = """
            update kosync_document set
                place = ?, percentage = ?, device = ?, device_id = coalesce(?, device_id),
                at = case when last_at < ? then ? else last_at + 1 end,
                last_at = case when last_at < ? then ? else last_at + 1 end,
                previous_at = last_at, pushes = pushes + 1
            where account_id = ? and document = ?
                and last_at is not null and canonical is null and policy is null
                and not exists (select 1 from kosync_reader r
                    where r.account_id = kosync_document.account_id
                        and (r.policy <> 'newest' or r.replay_guard = 1))
            returning number, device_id, at, previous_at, pushes
            """;

    /// One row for the account as it was when its reader signed in, none for any other: see [StampGuard]. It is
    /// `alone` when nothing else has to be looked at to know where the document stands.
    private static final String STANDING = """
            select d.document, d.filename, d.place, d.percentage, d.device, d.device_id, d.at,
                case when d.canonical is null and d.at = d.last_at and coalesce(r.repair_device_ids, 0) = 0
                    then 1 else 0 end as alone
            from account a
            left join kosync_document d on d.account_id = a.id and d.document = ?
            left join kosync_reader r on r.account_id = a.id
            where a.id = ? and a.stamp = ?
            """;

    private final Database db;
    private final BookSettings settings;
    private final InstantSource clock;

    public SqlProgressStore(Database db, BookSettings settings, InstantSource clock) {
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
        long at = Column.of(now);
        var pushed = tx.one(
                PUSH_AGAIN,
                Pushed::read,
                push.place().text(),
                push.percentage(),
                push.device().name(),
                push.device().id(),
                at,
                at,
                at,
                at,
                account.value(),
                push.document().value());
        pushed.ifPresent(next -> {
            var history = history(tx, account);
            var entry = next.entry(push);
            history.add(entry, Optional.of(next.previous()));
            history.noteSurplus(entry, next.pushes());
        });
        return pushed.map(next -> new PushResult.Stored(Optional.empty(), next.at(), true));
    }

    private record Pushed(long number, Optional<String> deviceId, Instant at, Instant previous, long pushes) {
        static Pushed read(Row row) {
            return new Pushed(
                    row.whole("number"),
                    row.optionalText("device_id"),
                    Column.moment(row, "at"),
                    Column.moment(row, "previous_at"),
                    row.whole("pushes"));
        }

        HistoryEntry entry(Push push) {
            return new HistoryEntry(
                    new HistoryEntry.Id(number, at), push.document(), push.progress(deviceId, at), true);
        }
    }

    private PushResult pushAny(Tx tx, AccountId account, Push push, Set<DocumentId> siblings, Instant now) {
        var documents = new Documents(tx, account);
        var history = history(tx, account);
        var preferences = SqlPreferences.of(tx, account);
        var guard = new ReplayGuard(tx, account, documents, history);
        var arrival = Optional.of(push.device())
                .filter(_ -> preferences.replayGuard())
                .map(device -> guard.arrive(device, now));

        var known = documents.find(push.document());
        if (known.isEmpty() && documents.count() >= settings.documents()) {
            return new PushResult.QuotaReached();
        }
        var document = known.orElseGet(() -> documents.add(push.document()));
        var book = link(document, push, siblings, documents);
        boolean taken = isTaken(book.policy().orElse(preferences.policy()), book.progress(), push)
                && !arrival.map(here -> here.replayed() && here.goesBack(book.progress(), push.percentage()))
                        .orElse(false);
        var deviceId = document.trail()
                .standing()
                .flatMap(standing -> standing.device().id());
        var added = history.add(document, push.progress(deviceId, book.after(now)), taken);
        arrival.ifPresent(here -> guard.remember(here, added));
        return new PushResult.Stored(book.book(), added.id().at(), taken);
    }

    private Group link(DocumentRow document, Push push, Set<DocumentId> siblings, Documents documents) {
        var links = new AutomaticLinks(documents, settings.autolink(), settings.documents());
        var pushed = documents.group(documents.learn(document, push));
        var book = siblings.isEmpty() ? pushed : links.bySiblings(pushed, siblings);
        return push.name().map(name -> links.byName(book, document, name)).orElse(book);
    }

    private static boolean isTaken(Policy policy, Optional<Progress> current, Push push) {
        return switch (policy) {
            case NEWEST -> true;
            case FURTHEST ->
                current.filter(position -> position.percentage() > push.percentage())
                        .isEmpty();
        };
    }

    @Override
    public Optional<Reading> find(Account account, DocumentId document, Set<DocumentId> siblings) {
        if (siblings.isEmpty()) {
            var standing = db.lookUp(
                            STANDING,
                            row -> readSingle(row, document),
                            document.value(),
                            account.id().value(),
                            account.stamp())
                    .orElseThrow(StaleAccount::new);
            if (standing.isPresent()) {
                return standing.get();
            }
        }
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return findAny(tx, account.id(), document, siblings);
        });
    }

    /// What the row of a document says on its own; empty when there is more to look at.
    private static Optional<Optional<Reading>> readSingle(Row row, DocumentId document) {
        if (!row.flag("alone")) {
            return row.optionalText("document").isEmpty() ? Optional.of(Optional.empty()) : Optional.empty();
        }
        var progress = Column.progress(row);
        return Optional.of(Optional.of(new Reading(
                document, Optional.empty(), row.optionalText("filename"), progress, Optional.of(progress))));
    }

    private Optional<Reading> findAny(Tx tx, AccountId account, DocumentId document, Set<DocumentId> siblings) {
        var documents = new Documents(tx, account);
        var known = documents.group(document);
        var asked = known.orElseGet(() -> Group.of(DocumentRow.unlinked(document, 0)));
        var formats = documents.groups(siblings).stream()
                .filter(other -> !other.equals(asked) && !documents.areApart(asked, other))
                .toList();
        var groups = Stream.concat(known.stream(), formats.stream()).toList();
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        var eponym = AutomaticLinks.leastRecent(groups);
        var all = new Group(
                groups.stream().flatMap(group -> group.rows().stream()).toList());
        var own = lastOf(asked.row(document), history(tx, account));
        var show = SqlPreferences.of(tx, account).repairDeviceIds()
                ? (UnaryOperator<Progress>) Progress::disguised
                : UnaryOperator.<Progress>identity();
        return all.progress()
                .map(current -> new Reading(
                        document,
                        formats.isEmpty() ? asked.book() : Optional.of(eponym.canonical()),
                        eponym.filename().or(asked::filename),
                        show.apply(current),
                        own.map(show)));
    }

    /// The last push of a document itself, also when it is not where the document stands.
    private static Optional<Progress> lastOf(DocumentRow document, HistoryLog history) {
        var standing = document.trail().standing();
        return document.trail().hasMovedOn()
                ? history.last(document).map(HistoryEntry::progress).or(() -> standing)
                : standing;
    }

    private HistoryLog history(Tx tx, AccountId account) {
        return new HistoryLog(tx, account, settings.history().perDocument());
    }
}
