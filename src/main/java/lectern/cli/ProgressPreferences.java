package lectern.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.kosync.book.Preferences;

@Command(description = "What an account decided about its reading, and a change of it.")
final class ProgressPreferences implements Callable<Integer> {
    enum Card {
        ON,
        OFF,
        /// What the settings of the server say.
        DEFAULT
    }

    @Parameters(paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Option(
            names = "--card",
            paramLabel = "ON|OFF|DEFAULT",
            description = "Whether everybody may see the reading list as a picture.")
    private Optional<Card> card = Optional.empty();

    @Option(
            names = "--replay-guard",
            paramLabel = "ON|OFF",
            description =
                    "Whether positions from a reader's queue may not go back behind a newer one of another reader.")
    private Optional<Switch> replayGuard = Optional.empty();

    @Option(
            names = "--repair-device-ids",
            paramLabel = "ON|OFF",
            description = "Whether readers that share one id, because their settings were copied, are kept apart.")
    private Optional<Switch> repairDeviceIds = Optional.empty();

    private final Lectern lectern;

    ProgressPreferences(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var account = lectern.account(stores, name);
            var before = stores.kosync().preferences().find(account.id());
            var after = new Preferences(
                    before.policy(),
                    card.map(ProgressPreferences::shown).orElse(before.card()),
                    replayGuard.map(Switch.ON::equals).orElse(before.replayGuard()),
                    repairDeviceIds.map(Switch.ON::equals).orElse(before.repairDeviceIds()));
            if (!after.equals(before)) {
                stores.kosync().preferences().save(account, after);
            }
            lectern.show(new Facts()
                    .fact("policy", "Policy", after.policy())
                    .fact("card", "Public card", after.card())
                    .fact("replayGuard", "Replay guard", after.replayGuard())
                    .fact("repairDeviceIds", "Repair device ids", after.repairDeviceIds()));
            return Exit.DONE;
        }
    }

    private static Optional<Boolean> shown(Card card) {
        return switch (card) {
            case ON -> Optional.of(true);
            case OFF -> Optional.of(false);
            case DEFAULT -> Optional.empty();
        };
    }
}
