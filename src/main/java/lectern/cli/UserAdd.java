package lectern.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.Registration.Result;
import lectern.account.Role;

@Command(
        description = {
            "Makes an account. The password is asked for twice; without a terminal it is the first line of standard input.",
            "An empty one is made up and printed once."
        })
final class UserAdd implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "What the person types in at every door.")
    private String name;

    @Option(names = "--admin", description = "The person manages the server.")
    private boolean admin;

    @Option(names = "--mail", paramLabel = "ADDRESS", description = "A mail address that works like the name.")
    private Optional<String> mail = Optional.empty();

    private final Lectern lectern;

    UserAdd(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        AccountName.problem(name).ifPresent(problem -> {
            throw new Failure(problem);
        });
        var address = mail.map(UserMail::address);
        try (var stores = lectern.open();
                var services = lectern.services(stores)) {
            if (stores.accounts().find(name).isPresent()) {
                throw taken();
            }
            var password = lectern.newPassword();
            switch (services.registration().add(name, password.text(), admin ? Role.ADMIN : Role.MEMBER, address)) {
                case Result.Registered(var account) -> {
                    lectern.noted(stores, account, "account made", "");
                    made(account, password);
                }
                case Result.NameTaken() -> throw taken();
                case Result.BadName(var reason) -> throw new Failure(reason);
                case Result.BadPassword(var reason) -> throw new Failure(reason);
                case Result.Busy _ -> throw new Failure("The machine is busy; try again.");
                case Result.Closed(), Result.Limited _ ->
                    throw new IllegalStateException("the operator is never refused");
            }
            return Exit.DONE;
        }
    }

    private void made(Account account, NewPassword password) {
        var facts = UserShow.facts(account);
        switch (password) {
            case NewPassword.Chosen _ -> lectern.done("Made the account %s.".formatted(account.name()), facts);
            case NewPassword.MadeUp(var text) ->
                lectern.done(
                        "Made the account %s. Its password, shown only now: %s".formatted(account.name(), text),
                        facts.fact("password", "Password", text));
        }
    }

    private Failure taken() {
        return new Failure("There is already an account with that name or mail address.");
    }
}
