package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import lectern.account.Account;

@Command(description = "All accounts, in the order in which they were made.")
final class UserList implements Callable<Integer> {
    private static final Table<Account> TABLE = new Table<Account>(
                    "There is no account yet; make one: lectern user add NAME")
            .column("name", "Name", Account::name)
            .column("mail", "Mail", Account::mail)
            .column("role", "Role", Account::role)
            .column("disabled", "Disabled", Account::disabled)
            .column("keysOnly", "Keys only", Account::keysOnly)
            .column("createdAt", "Made", Account::createdAt)
            .column("id", "Id", Account::id);

    private final Lectern lectern;

    UserList(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            lectern.show(TABLE, stores.accounts().all());
            return Exit.DONE;
        }
    }
}
