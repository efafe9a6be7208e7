package lectern.syncnode.entry;

import java.util.Optional;

/// A store that the caller owns, or owned when it was deleted: whoever may see its history.
record Owned(Seat seat, StoreName name) {
    static Outcome<Owned> of(Sight sight, Rules rules, Seats seats) {
        if (sight instanceof Sight.Nothing(var name, var remembered)
                && remembered.filter(Owned::inTrash).isPresent()) {
            var seat = remembered.get();
            var owned = new Owned(seat, name.orElseGet(() -> seats.name(seat)));
            return Outcome.unless(rules.againstBringingBack(seat, owned.name()), () -> Outcome.done(owned));
        }
        return Outcome.unless(rules.againstOwning(sight), () -> Outcome.done(of((Sight.Live) sight)));
    }

    private static Owned of(Sight.Live live) {
        return new Owned(live.seat(), live.name());
    }

    private static boolean inTrash(Seat seat) {
        return seat.event() == Event.DELETE
                && seat.permission().equals(Optional.of(Permission.OWN))
                && seat.stored().filter(store -> store.deletedBy().isPresent()).isPresent();
    }
}
