package lectern.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import lectern.account.AccountName;
import lectern.server.Stores;
import lectern.syncnode.reset.PasswordResets.Wish;

@Command(description = "Who asked for a new password and has not set one, oldest first.")
final class ResetList implements Callable<Integer> {
    private record Asked(AccountName name, Instant askedAt, Optional<Instant> tokenUntil) {}

    private static final Table<Asked> TABLE = new Table<Asked>("Nobody waits for a new password.")
            .column("name", "Name", Asked::name)
            .column("askedAt", "Asked", Asked::askedAt)
            .column("tokenUntil", "Token until", Asked::tokenUntil);

    private final Lectern lectern;

    ResetList(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            lectern.show(
                    TABLE,
                    stores.resets().list().stream()
                            .flatMap(wish -> asked(stores, wish).stream())
                            .toList());
            return Exit.DONE;
        }
    }

    private static Optional<Asked> asked(Stores stores, Wish wish) {
        return stores.accounts()
                .find(wish.account())
                .map(account -> new Asked(account.name(), wish.askedAt(), wish.tokenUntil()));
    }
}
