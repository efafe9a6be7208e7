package lectern.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.cli.store.LocalStores;
import lectern.cli.store.OwnStores;
import lectern.cli.store.RemoteStores;
import lectern.server.Stores;

/// Whose stores a command means, and where they are. What opens a server is never an argument: arguments can be seen by
/// every user of the machine.
final class StorePlace {
    /// Not among our own variables, which are settings of the server.
    static final String SESSION_VARIABLE = "SYNC_NODE_TOKEN";

    static final String PASSWORD_VARIABLE = "SYNC_NODE_PASSWORD";

    private static final String CLIENT = "lectern";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Whose stores: name or mail address. Not needed where there is one account only.")
    private @Nullable String user;

    @Option(names = "--url", paramLabel = "ADDRESS", description = "Ask this server, instead of the data folder.")
    private @Nullable URI url;

    @Option(
            names = "--session-file",
            paramLabel = "FILE",
            description = "With --url: holds the token of a session. Or set " + SESSION_VARIABLE + ".")
    private @Nullable Path sessionFile;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "With --url and --user: holds the password or a device key. Or set " + PASSWORD_VARIABLE
                    + "; without either it is asked for.")
    private @Nullable Path passwordFile;

    /// What standard input is for.
    enum Input {
        PASSWORD,
        CONTENT
    }

    /// To be closed by the command.
    OwnStores open(Lectern lectern) {
        return open(lectern, Input.PASSWORD);
    }

    OwnStores open(Lectern lectern, Input input) {
        if (url != null) {
            return remote(lectern, url, input);
        }
        if (sessionFile != null || passwordFile != null) {
            throw Failure.misuse("--session-file and --password-file are for a server: say which with --url.");
        }
        return local(lectern);
    }

    /// For what the operator decides, wherever the account may sign in.
    LocalStores openHere(Lectern lectern, String what) {
        if (url != null) {
            throw Failure.misuse(what + " is decided where the data folder is: without --url.");
        }
        return local(lectern);
    }

    private LocalStores local(Lectern lectern) {
        var stores = lectern.open();
        try {
            var account = account(lectern, stores);
            var caller = new Caller(account, new Credential.AccountPassword(account.claimed()));
            return new LocalStores(stores, caller, CLIENT, what -> lectern.noted(stores, account, what, ""));
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private Account account(Lectern lectern, Stores stores) {
        if (user != null) {
            return lectern.account(stores, user);
        }
        var some = stores.accounts().list(Optional.empty(), 2);
        if (some.size() != 1) {
            throw Failure.misuse("Whose stores? Say --user NAME; `lectern user list` shows all.");
        }
        return some.getFirst();
    }

    private OwnStores remote(Lectern lectern, URI server, Input input) {
        if (server.getHost() == null || server.getUserInfo() != null || !isHttp(server)) {
            throw Failure.misuse("An address is written like https://sync.example.org, without name and password.");
        }
        if (user == null || sessionFile != null) {
            return RemoteStores.withSession(server, CLIENT, session(lectern));
        }
        return RemoteStores.signIn(server, CLIENT, user, password(lectern, user, input));
    }

    private static boolean isHttp(URI server) {
        return "http".equals(server.getScheme()) || "https".equals(server.getScheme());
    }

    private String session(Lectern lectern) {
        return sessionFile != null
                ? firstLine(lectern, sessionFile)
                : Optional.ofNullable(lectern.console().environment().get(SESSION_VARIABLE))
                        .orElseThrow(() -> Failure.misuse(
                                "Say who signs in with --user, or give the token of a session: --session-file FILE, or the variable "
                                        + SESSION_VARIABLE + "."));
    }

    private String password(Lectern lectern, String name, Input input) {
        var console = lectern.console();
        if (passwordFile != null) {
            return firstLine(lectern, passwordFile);
        }
        var variable = console.environment().get(PASSWORD_VARIABLE);
        if (variable != null) {
            return variable;
        }
        if (console.terminal().isPresent()) {
            return console.terminal().get().hidden("Password of %s: ".formatted(name));
        }
        return switch (input) {
            case PASSWORD -> NewPassword.firstLine(console.in());
            case CONTENT ->
                throw Failure.misuse("Standard input is what shall be stored; give the password by --password-file or "
                        + PASSWORD_VARIABLE + ".");
        };
    }

    private static String firstLine(Lectern lectern, Path file) {
        try (var in = Files.newInputStream(lectern.console().folder().resolve(file))) {
            return NewPassword.firstLine(in);
        } catch (IOException _) {
            throw new Failure("%s can't be read.".formatted(file));
        }
    }
}
