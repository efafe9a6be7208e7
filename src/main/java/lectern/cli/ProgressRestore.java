package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.kosync.book.HistoryEntry;

@Command(description = "Brings a position of the history back; devices get it when they ask next.")
final class ProgressRestore implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "DOCUMENT", description = "As `progress list` shows it.")
    private String document;

    @Parameters(index = "2", paramLabel = "ID", description = "As `progress history` shows it.")
    private String id;

    private final Lectern lectern;

    ProgressRestore(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var restored = HistoryEntry.Id.parse(id)
                    .flatMap(entry -> stores.kosync()
                            .history()
                            .restore(lectern.account(stores, name), lectern.document(document), entry))
                    .orElseThrow(() -> new Failure(
                            "The history of that document has no position %s; `lectern progress history` shows all."
                                    .formatted(id)));
            lectern.done(
                    "The book is at %s again.".formatted(new Share(restored.percentage())),
                    new Facts()
                            .fact("percentage", "Read", restored.percentage())
                            .fact("progress", "Position", restored.place().text())
                            .fact("at", "At", restored.at()));
            return Exit.DONE;
        }
    }
}
