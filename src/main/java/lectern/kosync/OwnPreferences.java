package lectern.kosync;

import lectern.account.Caller;
import lectern.http.Response;
import lectern.http.Router;
import lectern.kosync.book.PreferenceStore;
import lectern.kosync.book.Preferences;
import lectern.kosync.wire.KosyncError;
import lectern.kosync.wire.Refusal;
import lectern.kosync.wire.Written;

/// What an account decides for all its books.
final class OwnPreferences {
    private final PreferenceStore store;

    OwnPreferences(KosyncStores stores) {
        this.store = stores.preferences();
    }

    void routes(Router to, Gate gate) {
        to.get("/users/preferences", gate.signedInAnew("look at the preferences", this::show));
        to.put("/users/preferences", gate.signedIn("change the preferences", this::change));
    }

    private Response show(Visit visit, Caller caller) {
        return Response.json(
                200, Written.preferences(store.find(caller.account().id())));
    }

    /// What is not named stays. A device key changes nothing: it was lent to a device.
    private Response change(Visit visit, Caller caller) {
        if (!caller.owner()) {
            throw new Refusal(new KosyncError.OnlyOnTheWeb());
        }
        var sent = visit.fields();
        var before = store.find(caller.account().id());
        var after = new Preferences(
                sent.policy().orElse(before.policy()),
                sent.flag("card").or(before::card),
                sent.flag("replay_guard").orElse(before.replayGuard()),
                sent.flag("repair_device_ids").orElse(before.repairDeviceIds()));
        store.save(caller.account(), after);
        return Response.json(200, Written.preferences(after));
    }
}
