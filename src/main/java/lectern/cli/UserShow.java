package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.account.Account;

@Command(description = "One account.")
final class UserShow implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    UserShow(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var account = lectern.account(stores, name);
            lectern.show(facts(account)
                    .fact(
                            "keys",
                            "Device keys",
                            stores.keys().list(account.id()).size())
                    .fact(
                            "sessions",
                            "Sessions",
                            stores.sessions().list(account.id()).size()));
            return Exit.DONE;
        }
    }

    static Facts facts(Account account) {
        return new Facts()
                .fact("name", "Name", account.name())
                .fact("mail", "Mail", account.mail())
                .fact("role", "Role", account.role())
                .fact("disabled", "Disabled", account.disabled())
                .fact("keysOnly", "Keys only", account.keysOnly())
                .fact("claimed", "Claimed", account.claimed())
                .fact("createdAt", "Made", account.createdAt())
                .fact("id", "Id", account.id());
    }
}
