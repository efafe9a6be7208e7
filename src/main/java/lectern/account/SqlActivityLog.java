package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import lectern.db.Database;
import lectern.db.Row;

public final class SqlActivityLog implements ActivityLog {
    private static final Duration KEPT = Duration.ofDays(90);

    private static final String APPEND = """
            insert into account_activity (at, times, account_id, door, device, client, what, outcome, detail)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String OF_ALL = """
            select * from account_activity
            where at >= ? and at < ? and door like ? and outcome like ?
            order by at desc, id desc limit ?
            """;

    private static final String OF_ACCOUNT = """
            select * from account_activity
            where account_id = ? and at >= ? and at < ? and door like ? and outcome like ?
            order by at desc, id desc limit ?
            """;

    private static final String OF_SPEAKERS = """
            select * from account_activity
            where account_id = ? and at >= ? and door in ('kosync', 'anki', 'store')
            order by at desc, id desc limit 20000
            """;

    private static final String DELETE_SOME = """
            delete from account_activity where id in (select id from account_activity where account_id = ? limit ?)
            """;

    private static final String DELETE_EXPIRED = """
            delete from account_activity where id in (select id from account_activity where at < ? order by at limit ?)
            """;

    private final Database database;

    public SqlActivityLog(Database database) {
        this.database = database;
    }

    @Override
    public void append(List<Entry> entries) {
        var copy = List.copyOf(entries);
        database.write(tx -> {
            for (var entry : copy) {
                var event = entry.event();
                tx.update(
                        APPEND,
                        entry.at(),
                        entry.times(),
                        event.account().map(AccountId::value),
                        event.door().text(),
                        event.device(),
                        event.client(),
                        event.what(),
                        text(event.outcome()),
                        event.detail());
            }
            return copy.size();
        });
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        var since = filter.since().orElse(Instant.EPOCH);
        var before = filter.before().orElse(Instant.ofEpochMilli(Long.MAX_VALUE));
        var door = filter.door().map(Door::text).orElse("%");
        var outcome = filter.outcome().map(SqlActivityLog::text).orElse("%");
        return database.read(tx -> filter.account().isEmpty()
                ? tx.list(OF_ALL, SqlActivityLog::entry, since, before, door, outcome, limit)
                : tx.list(
                        OF_ACCOUNT,
                        SqlActivityLog::entry,
                        filter.account().orElseThrow().value(),
                        since,
                        before,
                        door,
                        outcome,
                        limit));
    }

    @Override
    public List<Speaker> speakers(AccountId account, Instant since) {
        return database.read(tx -> {
            var heard = new Heard();
            tx.list(OF_SPEAKERS, row -> hear(row, heard), account.value(), since);
            return heard.speakers();
        });
    }

    /// Here and not in the database, which would sort every event for each sum.
    private static Heard hear(Row row, Heard heard) {
        heard.add(
                new Heard.Who(Door.of(row.text("door")), row.text("device"), row.text("client")),
                outcome(row.text("outcome")),
                row.instant("at"),
                row.whole("times"),
                () -> entry(row));
        return heard;
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return database.write(tx -> tx.update(DELETE_SOME, account.value(), limit));
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return database.write(tx -> tx.update(DELETE_EXPIRED, now.minus(KEPT), limit));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.instant("at"),
                Math.toIntExact(row.whole("times")),
                new Event(
                        row.optionalText("account_id").map(AccountId::new),
                        Door.of(row.text("door")),
                        row.text("device"),
                        row.text("client"),
                        row.text("what"),
                        outcome(row.text("outcome")),
                        row.text("detail")));
    }

    private static Event.Outcome outcome(String text) {
        return Event.Outcome.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static String text(Event.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
