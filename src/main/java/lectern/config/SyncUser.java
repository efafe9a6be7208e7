package lectern.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import lectern.account.AccountName;
import lectern.account.Verifier;

/// An account that the official Anki server's `SYNC_USER1` and so on describe. It is made when it is missing, and an
/// account that exists is never changed by it.
public record SyncUser(AccountName name, Proof proof) {
    /// What stands behind the colon.
    public sealed interface Proof {
        /// As it stands there.
        String secret();

        record Password(String secret) implements Proof {
            @Override
            public String toString() {
                return "Password[...]";
            }
        }

        record Hash(Verifier.OverClear verifier) implements Proof {
            @Override
            public String secret() {
                return verifier.hash();
            }
        }
    }

    /// The first missing number ends the list; a name ends at the first colon.
    static List<SyncUser> read(Settings settings) {
        var environment = settings.environment();
        var hashed = environment.containsKey("PASSWORDS_HASHED"); // set to anything at all
        var users = new ArrayList<SyncUser>();
        for (int number = 1; environment.containsKey("SYNC_USER" + number); number++) {
            var variable = "SYNC_USER" + number;
            try {
                users.add(parse(environment.getOrDefault(variable, ""), hashed ? SyncUser::hash : Proof.Password::new));
            } catch (WrongValue wrong) {
                settings.problem("%s is set, but %s; write for example `%s=ana:secret`."
                        .formatted(variable, wrong.clause(), variable));
            }
        }
        return users;
    }

    private static SyncUser parse(String text, Function<String, Proof> proof) {
        var colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new WrongValue("it is not a name and a password with a colon between");
        }
        var name = text.substring(0, colon);
        AccountName.problem(name).ifPresent(problem -> {
            throw new WrongValue("its name can't be used: " + problem.replaceAll("\\.$", ""));
        });
        return new SyncUser(new AccountName(name), proof.apply(text.substring(colon + 1)));
    }

    private static Proof hash(String text) {
        try {
            return new Proof.Hash(new Verifier.OverClear(text));
        } catch (IllegalArgumentException _) {
            throw new WrongValue("with PASSWORDS_HASHED a password hash must stand behind the colon");
        }
    }
}
