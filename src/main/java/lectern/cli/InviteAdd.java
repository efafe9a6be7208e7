package lectern.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import lectern.account.Role;

@Command(description = "Makes an invitation, whose code is shown once.")
final class InviteAdd implements Callable<Integer> {
    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "For whom it is.")
    private String note;

    @Option(
            names = "--uses",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "How many accounts it makes; without this: one.")
    private int uses;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long it can be used, as 7d; without this: until it is used up.")
    private Optional<Duration> expires = Optional.empty();

    @Option(names = "--admin", description = "Who uses it becomes an admin.")
    private boolean admin;

    private final Lectern lectern;

    InviteAdd(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        if (uses < 1) {
            throw new Failure("An invitation makes at least one account.");
        }
        try (var stores = lectern.open()) {
            var until = expires.map(lectern.console().clock().instant()::plus);
            var created = stores.invites().add(note, admin ? Role.ADMIN : Role.MEMBER, uses, until);
            var invite = created.invite();
            lectern.done(
                    "The code, shown only now: " + created.code(),
                    new Facts()
                            .fact("code", "Code", created.code())
                            .fact("handle", "Handle", invite.handle())
                            .fact("note", "Note", invite.note())
                            .fact("role", "Role", invite.role())
                            .fact("usesLeft", "Uses left", invite.usesLeft())
                            .fact("expiresAt", "Ends", invite.expiresAt()));
            return Exit.DONE;
        }
    }
}
