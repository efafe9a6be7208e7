package lectern.cli;

import java.util.UUID;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

@Command(
        description = {
            "Says that a backup was put back; to be typed before the server starts again.",
            "Apps then list their stores anew, instead of waiting for changes that the backup does not know of."
        })
final class Restored implements Callable<Integer> {
    private final Lectern lectern;

    Restored(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var identity = stores.identities().beginFeedEpoch(UUID.randomUUID().toString());
            lectern.done(
                    "Apps that follow changes begin anew.",
                    new Facts().fact("feedEpoch", "Feed epoch", identity.feedEpoch()));
            return Exit.DONE;
        }
    }
}
