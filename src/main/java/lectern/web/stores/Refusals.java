package lectern.web.stores;

import java.util.Optional;

import lectern.syncnode.entry.Obstacle;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// What stands against a request, as a person is told: beside the field that they can change, or else on a page.
final class Refusals {
    private Refusals() {}

    /// Whoever may not see a store is told what everybody is told about one that does not exist.
    static Refusal page(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.Unknown _, Obstacle.Ambiguous _, Obstacle.OutOfScope(), Obstacle.UnknownVersion() ->
                Refusal.missing();
            case Obstacle.Lacking _ -> Refusal.forbidden();
            case Obstacle.OverQuota _,
                    Obstacle.TooManyStores _,
                    Obstacle.TokenMissing _,
                    Obstacle.TokenMismatch _,
                    Obstacle.Exists _,
                    Obstacle.Vanished _,
                    Obstacle.UnknownUsers _,
                    Obstacle.SameUserTwice _,
                    Obstacle.TooManyMembers _,
                    Obstacle.LastOwner(),
                    Obstacle.WrittenTwice _ -> Refusal.conflict();
        };
    }

    /// Empty when a page has to say it.
    static Optional<String> beside(Visit visit, Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.TokenMissing _ -> Optional.of(visit.say("stores.exists"));
            case Obstacle.OverQuota(var used, var limit, var needed) ->
                Optional.of(visit.say(
                        "stores.over-quota",
                        visit.words().size(limit),
                        visit.words().size(needed - limit)));
            case Obstacle.TooManyStores(var used, var limit) ->
                Optional.of(visit.say("stores.too-many", visit.words().number(limit)));
            case Obstacle.UnknownUsers _ -> Optional.of(visit.say("stores.unknown-user"));
            case Obstacle.TooManyMembers(var most) -> Optional.of(visit.say("stores.too-many-members", most));
            case Obstacle.LastOwner() -> Optional.of(visit.say("stores.last-owner"));
            default -> Optional.empty();
        };
    }
}
