package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Ends an invitation.")
final class InviteRevoke implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "HANDLE", description = "As `invite list` shows it.")
    private String handle;

    private final Lectern lectern;

    InviteRevoke(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            if (!stores.invites().revoke(lectern.handle(handle))) {
                throw new Failure("There is no open invitation %s; `lectern invite list` shows all.".formatted(handle));
            }
            lectern.done("The invitation has ended.", new Facts().fact("handle", "Handle", handle));
            return Exit.DONE;
        }
    }
}
