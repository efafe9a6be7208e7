package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.account.Session;

@Command(description = "The live sessions of an account, last used first.")
final class SessionList implements Callable<Integer> {
    private static final Table<Session> TABLE = new Table<Session>("Nobody is signed in.")
            .column("handle", "Handle", Session::handle)
            .column("kind", "Kind", Session::kind)
            .column("label", "Label", Session::label)
            .column("client", "Client", Session::client)
            .column("scope", "Scope", session -> session.scope().text())
            .column("createdAt", "Opened", Session::createdAt)
            .column("lastUsed", "Last used", Session::lastUsed)
            .column("expiresAt", "Ends", Session::expiresAt);

    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    SessionList(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            lectern.show(
                    TABLE, stores.sessions().list(lectern.account(stores, name).id()));
            return Exit.DONE;
        }
    }
}
