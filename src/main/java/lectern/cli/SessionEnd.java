package lectern.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.account.Account;
import lectern.server.Stores;

@Command(description = "Ends one session of an account, or all of them.")
final class SessionEnd implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "HANDLE", description = "As `session list` shows it.")
    private Optional<String> handle = Optional.empty();

    @Option(names = "--all", description = "Every session of the account.")
    private boolean all;

    private final Lectern lectern;

    SessionEnd(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        if (all == handle.isPresent()) {
            throw Failure.misuse("Name one session, or write --all.");
        }
        try (var stores = lectern.open()) {
            var account = lectern.account(stores, name);
            if (all) {
                stores.sessions().endAll(account.id());
                lectern.noted(stores, account, "sessions ended", "all");
                lectern.done(
                        "All sessions of %s have ended.".formatted(account.name()),
                        new Facts().fact("all", "All", true));
            } else {
                end(stores, account, handle.orElseThrow());
            }
            return Exit.DONE;
        }
    }

    private void end(Stores stores, Account account, String text) {
        if (!stores.sessions().end(account.id(), lectern.handle(text))) {
            throw new Failure("%s has no session %s; `lectern session list %s` shows all."
                    .formatted(account.name(), text, account.name()));
        }
        lectern.noted(stores, account, "session ended", "");
        lectern.done("The session has ended.", new Facts().fact("handle", "Handle", text));
    }
}
