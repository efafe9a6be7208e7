package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.kosync.book.Book;
import lectern.kosync.book.Page;

@Command(description = "The books of an account, the newest position first.")
final class ProgressList implements Callable<Integer> {
    private static final Table<Book> TABLE = new Table<Book>("There is no position yet.")
            .column("document", "Document", Book::canonical)
            .column("name", "Book", Book::name)
            .column("authors", "Authors", Book::authors)
            .column("percentage", "Read", book -> new Share(book.progress().percentage()))
            .column("device", "Device", book -> book.progress().device().name())
            .column("at", "At", book -> book.progress().at())
            .column("policy", "Policy", Book::policy);

    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "How many at most; without this: 50.")
    private int limit;

    private final Lectern lectern;

    ProgressList(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            lectern.show(
                    TABLE,
                    stores.kosync().books().books(lectern.account(stores, name), Page.first(Math.max(limit, 0))));
            return Exit.DONE;
        }
    }
}
