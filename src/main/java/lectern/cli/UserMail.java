package lectern.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.account.MailAddress;

@Command(description = "Sets the mail address of an account, or takes it away.")
final class UserMail implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ADDRESS", description = "Left out: the account has none.")
    private Optional<String> mail = Optional.empty();

    private final Lectern lectern;

    UserMail(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        var address = mail.map(UserMail::address);
        try (var stores = lectern.open()) {
            var changed = stores.accounts()
                    .changeMail(lectern.account(stores, name), address)
                    .orElseThrow(() -> new Failure("There is already an account with that name or mail address."));
            lectern.noted(stores, changed, "change of the mail address", "");
            lectern.done(
                    changed.mail()
                            .map(some -> "The mail address of %s is %s now.".formatted(changed.name(), some))
                            .orElseGet(() -> "%s has no mail address now.".formatted(changed.name())),
                    UserShow.facts(changed));
            return Exit.DONE;
        }
    }

    static MailAddress address(String text) {
        MailAddress.problem(text).ifPresent(problem -> {
            throw new Failure(problem);
        });
        return new MailAddress(text);
    }
}
