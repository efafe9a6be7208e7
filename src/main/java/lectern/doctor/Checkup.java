package lectern.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import lectern.account.ActivityLog;
import lectern.account.ActivityLog.Filter;
import lectern.account.WrongSecret;
import lectern.blob.BlobStore;
import lectern.calibre.Library;
import lectern.calibre.LibraryBook;
import lectern.calibre.LibraryStatus;
import lectern.config.Config;
import lectern.config.SettingsException;
import lectern.db.Database;
import lectern.db.DatabaseCheck;
import lectern.db.DatabaseException;
import lectern.db.DatabaseSettings;
import lectern.files.Size;
import lectern.syncnode.entry.StoreFacts;
import lectern.tls.BadCertificate;
import lectern.tls.TlsSettings;
import lectern.tls.TlsStatus;

/// Looks at everything, from below upwards: what stands on something broken is not looked at.
public final class Checkup {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final long MIB = 1 << 20;
    private static final int MOST_MISSING = 1000; // to look for
    private static final long SOON =
            14; // an ACME client renews thirty days before the end, so something is wrong by then

    private final Config config;
    private final Inside.Door inside;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Instant now;
    private final boolean mend;
    private final boolean deep;
    private final List<Finding> findings = new ArrayList<>();

    /// @param zone in which moments are told
    /// @param mend whether what can be mended without losing anything is mended
    /// @param deep whether every byte that is kept is read
    public Checkup(Config config, Inside.Door inside, InstantSource clock, ZoneId zone, boolean mend, boolean deep) {
        this.config = config;
        this.inside = inside;
        this.clock = clock;
        this.zone = zone;
        this.now = clock.instant();
        this.mend = mend;
        this.deep = deep;
    }

    /// What there is to find when the settings are wrong: nothing else can be looked at.
    public static List<Finding> of(SettingsException wrong) {
        return wrong.problems().stream()
                .map(problem ->
                        Finding.problem("settings", problem, "Every setting is described in docs/configuration.md."))
                .toList();
    }

    public List<Finding> findings() {
        findings.add(Finding.fine("settings", "All settings are understood."));
        doubts();
        findings.addAll(DataFolder.examine(config.data()));
        findings.addAll(new StaleFiles(config.data(), now).examine(mend));
        config.tls().ifPresent(this::certificate);
        calibre();
        if (database(config.database())) {
            stored();
        }
        return List.copyOf(findings);
    }

    /// What is allowed and still not meant.
    private void doubts() {
        if (!config.accounts().limits()) {
            findings.add(Finding.warning(
                    "settings",
                    "Passwords may be tried without any limit.",
                    "Remove LECTERN_LIMITS=off (or RATE_LIMIT_ENABLED=false); it is for tests."));
        }
        var header = config.effective().stream()
                .filter(setting -> setting.key().equals("proxy-header"))
                .anyMatch(setting -> !setting.origin().equals("default"));
        if (header && config.http().proxies().trusted().isEmpty()) {
            findings.add(Finding.warning(
                    "settings",
                    "A header is named in which proxies tell the client's address, but no proxy is trusted.",
                    "Set LECTERN_TRUSTED_PROXIES to the address of the proxy, for example 127.0.0.1."));
        }
    }

    /// Whether what is in the database can be looked at.
    private boolean database(DatabaseSettings settings) {
        if (settings instanceof DatabaseSettings.Sqlite(var file) && Files.notExists(file)) {
            findings.add(Finding.warning(
                    "database", "There is none at %s yet.".formatted(file), "`lectern user add NAME` makes it."));
            return false;
        }
        try {
            return examined(Database.check(settings));
        } catch (DatabaseException.Unsuitable | DatabaseException.Damaged refused) {
            findings.add(Finding.problem("database", message(refused), "Name another database with LECTERN_DATABASE."));
        } catch (DatabaseException.Unavailable away) {
            findings.add(Finding.problem(
                    "database", message(away), "See that it runs, and that LECTERN_DATABASE is right."));
        }
        return false;
    }

    private boolean examined(DatabaseCheck check) {
        check.problems()
                .forEach(problem -> findings.add(Finding.problem(
                        "database",
                        problem,
                        "Stop the server, keep a copy of the damaged database, and go back to the last good backup.")));
        check.journalMode()
                .filter(mode -> !mode.equals("wal"))
                .ifPresent(mode -> findings.add(Finding.warning(
                        "database",
                        "SQLite's journal is %s and not wal.".formatted(mode),
                        "Start the server once; it sets that right.")));
        if (check.schema() < check.newestSchema()) {
            findings.add(Finding.warning(
                    "schema",
                    "It is %d; this Lectern has %d.".formatted(check.schema(), check.newestSchema()),
                    "Make a backup and start the server, which brings it up."));
            return false;
        }
        if (check.sound()) {
            findings.add(Finding.fine(
                    "database",
                    "%s, schema %d, %d MiB, nothing damaged."
                            .formatted(check.engine(), check.schema(), (check.bytes() + MIB - 1) / MIB)));
        }
        return check.sound();
    }

    private void stored() {
        try {
            inside.open(this::look);
        } catch (WrongSecret wrong) {
            findings.add(Finding.problem(
                    "secret",
                    message(wrong),
                    "Without the right one nobody can sign in: look for secret.key in your backups."));
        }
    }

    private void look(Inside stores) {
        findings.add(Finding.fine("secret", "It belongs to this database."));
        othersMayRead(config.accounts().secretFile());
        clock(stores.activityLog());
        blobs(stores.blobs());
        if (deep) {
            findings.addAll(Digests.examine(stores));
        }
        kept(stores.entries().facts());
        findings.addAll(AccountDoors.examine(stores.accounts(), stores.keys()));
        findings.addAll(AnkiFindings.examine(stores.accounts(), stores.collections()));
    }

    private void othersMayRead(Path secret) {
        try {
            if (Files.exists(secret)
                    && Files.getPosixFilePermissions(secret).contains(PosixFilePermission.OTHERS_READ)) {
                findings.add(Finding.warning(
                        "secret", "Every user of this machine can read %s.".formatted(secret), "chmod 600 " + secret));
            }
        } catch (UnsupportedOperationException _) {
            // a file system without such rights
        } catch (IOException e) {
            findings.add(
                    Finding.problem("secret", "%s can't be looked at: %s.".formatted(secret, e), "Look at the disk."));
        }
    }

    /// Nobody here can say what time it is, but time never goes back.
    private void clock(ActivityLog activity) {
        var latest = activity.list(Filter.ALL, 1).stream()
                .map(entry -> entry.at())
                .filter(at -> at.isAfter(now.plus(Duration.ofMinutes(1))))
                .findFirst();
        if (latest.isPresent()) {
            findings.add(
                    Finding.problem(
                            "clock",
                            "It says %s, but something happened at %s already."
                                    .formatted(time(now), time(latest.get())),
                            "Set the clock right, for example with timedatectl set-ntp true; newest positions are found by it."));
        } else {
            findings.add(Finding.fine("clock", "It says %s.".formatted(time(now))));
        }
    }

    private void blobs(BlobStore blobs) {
        int missing = blobs.missing(MOST_MISSING).size();
        findings.add(
                missing == 0
                        ? Finding.fine("files", "Everything that the database says is in the folder blobs is there.")
                        : Finding.problem(
                                "files",
                                "The folder blobs lacks files that the database says are there: %d%s."
                                        .formatted(missing, missing == MOST_MISSING ? " or more" : ""),
                                "Copy what is missing from a backup of that folder."));
    }

    private void kept(StoreFacts facts) {
        findings.add(Finding.fine(
                "stores",
                "%d with %s; earlier versions: %d with %s; remembered deletions: %d."
                        .formatted(
                                facts.stores(),
                                new Size(facts.bytes()),
                                facts.versions(),
                                new Size(facts.versionBytes()),
                                facts.tombstones())));
        if (facts.withoutBytes() > 0) {
            findings.add(Finding.problem(
                    "stores",
                    "Versions whose bytes the database does not know any more: %d.".formatted(facts.withoutBytes()),
                    "Stop the server, keep a copy of the database, and go back to the last good backup."));
        }
    }

    private void certificate(TlsSettings settings) {
        try {
            var status = TlsStatus.read(settings);
            var names = String.join(", ", status.names());
            var days = status.daysLeft(now);
            if (!status.isValidAt(now)) {
                findings.add(Finding.problem(
                        "tls",
                        "The certificate of %s is valid from %s to %s, which is not now."
                                .formatted(names, time(status.notBefore()), time(status.notAfter())),
                        "Renew it; the server takes the new file by itself."));
            } else if (days < SOON) {
                findings.add(Finding.warning(
                        "tls",
                        "The certificate of %s has %d days left.".formatted(names, days),
                        "Renew it; the server takes the new file by itself."));
            } else {
                findings.add(Finding.fine("tls", "The certificate of %s has %d days left.".formatted(names, days)));
            }
        } catch (BadCertificate wrong) {
            findings.add(Finding.problem("tls", message(wrong), "Set tls.certificate and tls.key to PEM files."));
        }
    }

    private void calibre() {
        if (config.calibre().folder().isPresent()) {
            try (var library = Library.lastKnown(config.calibre(), config.data(), clock)) {
                calibre(library.status());
            }
        }
    }

    private void calibre(LibraryStatus status) {
        if (status.problem().isPresent()) {
            findings.add(Finding.warning(
                    "calibre", status.problem().get(), "Syncing goes on without it; see docs/calibre.md."));
        } else {
            var sentence = status.readAt().isPresent()
                    ? "%d books in %d files.".formatted(status.books(), status.formats())
                    : "The library is there; the server will read it.";
            findings.add(Finding.fine("calibre", sentence));
        }
        if (status.missingFiles() > 0) {
            findings.add(Finding.warning(
                    "calibre",
                    "%d files of the library can't be read.".formatted(status.missingFiles()),
                    "Let the user of the server read the folder, or check the library in Calibre."));
        }
        for (var shared : status.shared()) {
            findings.add(Finding.warning(
                    "calibre",
                    "%d books have the same file: %s."
                            .formatted(
                                    shared.books().size(),
                                    shared.books().stream()
                                            .map(LibraryBook::title)
                                            .collect(Collectors.joining(", "))),
                    "Mostly they are one book that was added twice: merge them in Calibre."));
        }
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    private static String message(RuntimeException thrown) {
        return String.valueOf(thrown.getMessage());
    }
}
