package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import lectern.account.Invite;

@Command(description = "The invitations that can still be used, newest first.")
final class InviteList implements Callable<Integer> {
    private static final Table<Invite> TABLE = new Table<Invite>("There is no open invitation.")
            .column("handle", "Handle", Invite::handle)
            .column("note", "Note", Invite::note)
            .column("role", "Role", Invite::role)
            .column("usesLeft", "Uses left", Invite::usesLeft)
            .column("createdAt", "Made", Invite::createdAt)
            .column("expiresAt", "Ends", Invite::expiresAt);

    private final Lectern lectern;

    InviteList(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            lectern.show(TABLE, stores.invites().list());
            return Exit.DONE;
        }
    }
}
