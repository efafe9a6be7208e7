package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Forgets a book: its positions, history, links, label and policy.")
final class ProgressForget implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "DOCUMENT", description = "As `progress list` shows it.")
    private String document;

    private final Lectern lectern;

    ProgressForget(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var account = lectern.account(stores, name);
            var id = lectern.document(document);
            lectern.confirm("Forget every position of that book?");
            if (!stores.kosync().books().forgetBook(account, id)) {
                throw new Failure("%s has no position of that document.".formatted(account.name()));
            }
            lectern.done("The book is forgotten.", new Facts().fact("document", "Document", id));
            return Exit.DONE;
        }
    }
}
