package lectern.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.kosync.book.HistoryEntry;

@Command(description = "Where somebody was in a book, the oldest first.")
final class ProgressHistory implements Callable<Integer> {
    private static final Table<HistoryEntry> TABLE = new Table<HistoryEntry>("There is no position of that document.")
            .column("id", "Id", HistoryEntry::id)
            .column("at", "At", entry -> entry.progress().at())
            .column("percentage", "Read", entry -> new Share(entry.progress().percentage()))
            .column("progress", "Position", entry -> entry.progress().place().text())
            .column("device", "Device", entry -> entry.progress().device().name())
            .column("taken", "Taken", HistoryEntry::taken);

    private static final Duration AHEAD =
            Duration.ofDays(1); // positions of one moment are spread over the next microseconds

    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "DOCUMENT", description = "As `progress list` shows it.")
    private String document;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "How many at most; without this: 50.")
    private int limit;

    private final Lectern lectern;

    ProgressHistory(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var now = lectern.console().clock().instant();
            lectern.show(
                    TABLE,
                    stores.kosync()
                            .history()
                            .entries(
                                    lectern.account(stores, name),
                                    lectern.document(document),
                                    Instant.EPOCH,
                                    now.plus(AHEAD),
                                    Math.max(limit, 0)));
            return Exit.DONE;
        }
    }
}
