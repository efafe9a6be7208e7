package lectern.db;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/// A PostgreSQL database: serializable writes that run again when they lose a race, reads on a snapshot. Each has its
/// own small pool, so that neither holds up the other. The work runs on the caller's thread.
final class PostgresDatabase implements Database {
    static final int CONNECTIONS = 8; // of each pool

    /// Reading programs give up after two seconds, so a request is refused before that while PostgreSQL is down.
    private static final Duration FOR_A_CONNECTION = Duration.ofSeconds(1);

    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(5);

    /// With 32 writers on one row a write ran 2.4 times on average, and the unluckiest of 2,000 twenty times.
    private static final Duration FOR_A_RACE = Duration.ofMillis(1_500);

    private static final long LONGEST_PAUSE_MILLIS = 50;

    /// A key that two writers chose at once is taken for whoever comes second, like one that was taken long ago; only
    /// the latter is taken every time.
    private static final int TAKEN_FOR_GOOD = 5;

    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final PostgresErrors errors;
    private final ReentrantLock again = new ReentrantLock(true); // held by the one that lost a race and runs again
    private final Commits commits;
    private final PostgresAnnouncer announcer;
    private final PostgresListener listener;

    private PostgresDatabase(
            HikariDataSource writers,
            HikariDataSource readers,
            PostgresErrors errors,
            Commits commits,
            PostgresAnnouncer announcer,
            PostgresListener listener) {
        this.writers = writers;
        this.readers = readers;
        this.errors = errors;
        this.commits = commits;
        this.announcer = announcer;
        this.listener = listener;
    }

    static PostgresDatabase open(DatabaseSettings.Postgres settings, List<Migration> migrations) {
        var errors = new PostgresErrors(settings.where());
        migrate(settings, migrations, errors);
        var writers = pool("postgres-writers", settings);
        writers.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        var readers = pool("postgres-readers", settings);
        readers.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        readers.setReadOnly(true);
        return over(settings, errors, new HikariDataSource(writers), new HikariDataSource(readers));
    }

    private static PostgresDatabase over(
            DatabaseSettings.Postgres settings,
            PostgresErrors errors,
            HikariDataSource writers,
            HikariDataSource readers) {
        var commits = new Commits();
        var process = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new PostgresDatabase(
                writers,
                readers,
                errors,
                commits,
                PostgresAnnouncer.start(writers, errors, process),
                PostgresListener.start(url(settings), properties(settings), errors, process, commits));
    }

    private static void migrate(DatabaseSettings.Postgres settings, List<Migration> migrations, PostgresErrors errors) {
        alone(settings, errors, session -> {
            var target = new Target(session);
            target.refuseOthers();
            Migrations.run(target, errors.where(), migrations);
            return true;
        });
    }

    /// Finds no damage: PostgreSQL says so itself when it reads a damaged page.
    static DatabaseCheck check(DatabaseSettings.Postgres settings) {
        var errors = new PostgresErrors(settings.where());
        var migrations = Migration.all(Dialect.POSTGRES);
        return alone(settings, errors, session -> {
            var target = new Target(session);
            target.refuseOthers();
            Migrations.refuseNewer(errors.where(), target.schema(), migrations);
            return new DatabaseCheck(
                    errors.where(),
                    "PostgreSQL " + target.ask("select current_setting('server_version') as answer"),
                    target.schema(),
                    Migrations.last(migrations),
                    Long.parseLong(target.ask("select pg_database_size(current_database()) as answer")),
                    Optional.empty(),
                    List.of());
        });
    }

    private static <T> T alone(
            DatabaseSettings.Postgres settings, PostgresErrors errors, Function<PostgresSession, T> use) {
        try (var connection = DriverManager.getConnection(url(settings), properties(settings))) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            return use.apply(new PostgresSession(connection, errors));
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    private static HikariConfig pool(String name, DatabaseSettings.Postgres settings) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url(settings));
        config.setDataSourceProperties(properties(settings));
        config.addDataSourceProperty("socketTimeout", Long.toString(FOR_AN_ANSWER.toSeconds()));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setConnectionTimeout(FOR_A_CONNECTION.toMillis());
        config.setValidationTimeout(FOR_A_CONNECTION.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private static String url(DatabaseSettings.Postgres settings) {
        var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host(); // IPv6
        return "jdbc:postgresql://" + host + ":" + settings.port() + "/"
                + URLEncoder.encode(settings.database(), StandardCharsets.UTF_8);
    }

    private static Properties properties(DatabaseSettings.Postgres settings) {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        settings.password().ifPresent(password -> properties.setProperty("password", password.value()));
        properties.setProperty("connectTimeout", Long.toString(FOR_A_CONNECTION.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "lectern");
        properties.putAll(settings.parameters());
        return properties;
    }

    @Override
    public <T> T read(Work<T> work) {
        return transaction(readers, work);
    }

    @Override
    public <T> T write(Work<T> work) {
        var result = stored(work);
        commits.happened();
        announcer.committed();
        return result;
    }

    private <T> T stored(Work<T> work) {
        try {
            return transaction(writers, work);
        } catch (DatabaseException lost) {
            if (!PostgresErrors.mayHaveLostARace(lost)) {
                throw lost;
            }
            return again(work, lost);
        }
    }

    /// Of those that lost, one at a time tries again, the first first: on a busy row each would else lose to the others
    /// until its time is over.
    private <T> T again(Work<T> work, DatabaseException lost) {
        var end = System.nanoTime() + FOR_A_RACE.toNanos();
        if (!turn(lost)) {
            throw lost;
        }
        try {
            for (int tries = 2; ; tries++) {
                try {
                    return transaction(writers, work);
                } catch (DatabaseException e) {
                    boolean taken = e instanceof DatabaseException.Conflict && tries >= TAKEN_FOR_GOOD;
                    if (taken || !PostgresErrors.mayHaveLostARace(e) || System.nanoTime() - end > 0) {
                        throw e;
                    }
                    pause(tries, e);
                }
            }
        } finally {
            again.unlock();
        }
    }

    private boolean turn(DatabaseException lost) {
        try {
            return again.tryLock(FOR_A_RACE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            throw interrupted(lost);
        }
    }

    private <T> T transaction(DataSource pool, Work<T> work) {
        try (var connection = pool.getConnection()) {
            return new PostgresSession(connection, errors).transaction(work);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    /// Whoever comes first may be in the way for a moment, so that each try waits for another time.
    private static void pause(int tries, DatabaseException lost) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, Math.min(2L * tries, LONGEST_PAUSE_MILLIS) + 1));
        } catch (InterruptedException _) {
            throw interrupted(lost);
        }
    }

    private static DatabaseException interrupted(DatabaseException lost) {
        Thread.currentThread().interrupt();
        return new DatabaseException.Unavailable("The write was interrupted before it was stored.", lost);
    }

    @Override
    public Commits commits() {
        return commits;
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRES;
    }

    @Override
    public void close() {
        announcer.close();
        commits.close();
        listener.close();
        readers.close();
        writers.close();
    }

    private record Target(PostgresSession session) implements Migrations.Target {
        private static final String LOCK =
                "select pg_advisory_xact_lock(5503193021489)"; // any number, as long as all use it

        private static final String OTHERS = """
                select count(*) as answer from pg_class
                where to_regclass('lectern_migration') is null
                    and relkind in ('r', 'p')
                    and relnamespace = (select oid from pg_namespace where nspname = current_schema())
                    and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')
                """; // 'e': belongs to an extension

        @Override
        public <T> T locked(Work<T> work) {
            return session.transaction(tx -> {
                session.script(LOCK);
                return work.in(tx);
            });
        }

        @Override
        public void script(String sql) {
            session.script(sql);
        }

        void refuseOthers() {
            if (!ask(OTHERS).equals("0")) {
                throw new DatabaseException.Unsuitable(
                        session.errors().where()
                                + " holds the tables of another program. Nothing was changed; make a database for Lectern alone.");
            }
        }

        long schema() {
            return ask("select count(to_regclass('lectern_migration')) as answer")
                            .equals("0")
                    ? 0
                    : Long.parseLong(ask("select coalesce(max(number), 0) as answer from lectern_migration"));
        }

        String ask(String sql) {
            return session.transaction(
                    tx -> tx.one(sql, row -> row.text("answer")).orElseThrow());
        }
    }
}
