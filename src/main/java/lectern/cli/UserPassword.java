package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.account.Account;
import lectern.account.OwnAccount.Result;

@Command(
        description = {
            "Replaces a lost password. It is asked for as with `user add`.",
            "Everything that was signed in, and every device key, ends."
        })
final class UserPassword implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    UserPassword(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open();
                var services = lectern.services(stores)) {
            var account = lectern.account(stores, name);
            var password = lectern.newPassword();
            switch (services.ownAccount().resetPassword(account, password.text())) {
                case Result.Done() -> {
                    lectern.noted(stores, account, "password reset", "");
                    changed(account, password);
                }
                case Result.BadPassword(var reason) -> throw new Failure(reason);
                case Result.Busy _ -> throw new Failure("The machine is busy; try again.");
                case Result.NotHere(), Result.WrongPassword(), Result.Limited _ ->
                    throw new IllegalStateException("the operator is never refused");
            }
            return Exit.DONE;
        }
    }

    private void changed(Account account, NewPassword password) {
        var facts = new Facts().fact("name", "Name", account.name());
        var sentence = "%s has a new password; sessions and device keys have ended.".formatted(account.name());
        switch (password) {
            case NewPassword.Chosen _ -> lectern.done(sentence, facts);
            case NewPassword.MadeUp(var text) ->
                lectern.done(
                        sentence + " The password, shown only now: " + text, facts.fact("password", "Password", text));
        }
    }
}
