package lectern.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.syncnode.reset.PasswordResets;

@Command(
        description = {
            "Makes a token with which its owner sets a new password, to be handed over by you.",
            "It is shown once, works once, and replaces an earlier one."
        })
final class ResetIssue implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long it can be used, as 2d; without this: an hour.")
    private Optional<Duration> expires = Optional.empty();

    private final Lectern lectern;

    ResetIssue(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var account = lectern.account(stores, name);
            var issued = stores.resets().issueByHand(account.id(), expires.orElse(PasswordResets.LIFE));
            lectern.noted(stores, account, "reset token made", "");
            lectern.done(
                    "The token of %s, shown only now: %s".formatted(account.name(), issued.token()),
                    new Facts()
                            .fact("name", "Name", account.name())
                            .fact("token", "Token", issued.token())
                            .fact("expiresAt", "Ends", issued.expiresAt()));
            return Exit.DONE;
        }
    }
}
