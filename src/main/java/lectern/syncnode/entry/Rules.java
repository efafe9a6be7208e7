package lectern.syncnode.entry;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import lectern.account.Caller;

/// What stands against a request, in the order in which a caller is told: scope, whether there is anything,
/// permission, quota, conditions.
final class Rules {
    private final Caller caller;
    private final Reach reach;
    private final Seats seats;

    Rules(Caller caller, Seats seats) {
        this.caller = caller;
        this.reach = Reach.of(caller);
        this.seats = seats;
    }

    Optional<Obstacle> againstReading(Sight sight) {
        return switch (sight) {
            case Sight.Several(var addresses) -> Optional.of(new Obstacle.Ambiguous(addresses));
            case Sight.Nothing nothing ->
                nothing.name().filter(name -> !reach.reads(name, true)).isPresent()
                        ? Optional.of(new Obstacle.OutOfScope())
                        : Optional.of(new Obstacle.Unknown(nothing.deleted()));
            case Sight.Live(var seat, var name) ->
                reach.reads(name, seat.own()) ? Optional.empty() : Optional.of(new Obstacle.OutOfScope());
        };
    }

    /// Against a put, as far as its conditions are not concerned.
    ///
    /// @param size of body and metadata
    Optional<Obstacle> againstPut(Sight sight, long size, Ledger ledger) {
        return switch (sight) {
            case Sight.Several(var addresses) -> Optional.of(new Obstacle.Ambiguous(addresses));
            case Sight.Nothing nothing -> againstCreating(nothing, size, ledger);
            case Sight.Live(var seat, var name) -> {
                if (!reach.writes(name, seat.own())) {
                    yield Optional.of(new Obstacle.OutOfScope());
                }
                if (!seat.rights().covers(Permission.WRITE)) {
                    yield Optional.of(new Obstacle.Lacking(Permission.WRITE));
                }
                var store = seat.store();
                long more = store.nameSize() + size - store.charge();
                yield Ledger.against(ledger.quota(store.home()), 0, more);
            }
        };
    }

    private Optional<Obstacle> againstCreating(Sight.Nothing nothing, long size, Ledger ledger) {
        if (nothing.name().isEmpty()) {
            return Optional.of(new Obstacle.Unknown(nothing.deleted()));
        }
        var name = nothing.name().get();
        return reach.writes(name, true)
                ? Ledger.against(ledger.quota(caller.account().id()), 1, size(name) + size)
                : Optional.of(new Obstacle.OutOfScope());
    }

    /// Against what only an owner may do.
    Optional<Obstacle> againstOwning(Sight sight) {
        return switch (sight) {
            case Sight.Several(var addresses) -> Optional.of(new Obstacle.Ambiguous(addresses));
            case Sight.Nothing nothing ->
                nothing.name().filter(name -> !reach.writes(name, true)).isPresent()
                        ? Optional.of(new Obstacle.OutOfScope())
                        : Optional.of(new Obstacle.Unknown(nothing.deleted()));
            case Sight.Live(var seat, var name) -> {
                if (!reach.writes(name, seat.own())) {
                    yield Optional.of(new Obstacle.OutOfScope());
                }
                yield seat.rights().covers(Permission.OWN)
                        ? Optional.empty()
                        : Optional.of(new Obstacle.Lacking(
                                seat.rights() == Permission.READ ? Permission.WRITE : Permission.OWN));
            }
        };
    }

    /// Against what only an owner may do with a deleted store.
    Optional<Obstacle> againstBringingBack(Seat seat, StoreName name) {
        return reach.writes(name, seat.own()) ? Optional.empty() : Optional.of(new Obstacle.OutOfScope());
    }

    /// Against the conditions of a write that nothing else stands against.
    Optional<Obstacle> againstExpecting(Sight sight, Expected expected) {
        return switch (sight) {
            case Sight.Several(var addresses) -> Optional.of(new Obstacle.Ambiguous(addresses));
            case Sight.Nothing nothing ->
                expected.of(Optional.empty()) == Expected.Verdict.HOLDS
                        ? Optional.empty()
                        : Optional.of(new Obstacle.Vanished(nothing.deleted()));
            case Sight.Live(var seat, var name) ->
                switch (expected.of(Optional.of(seat.store().token()))) {
                    case HOLDS -> Optional.empty();
                    case TOKEN_MISSING -> Optional.of(new Obstacle.TokenMissing(seats.entry(caller, seat, name)));
                    case TOKEN_MISMATCH -> Optional.of(new Obstacle.TokenMismatch(seats.entry(caller, seat, name)));
                    case EXISTS -> Optional.of(new Obstacle.Exists(seats.entry(caller, seat, name)));
                };
        };
    }

    /// Whether a put may be one that the caller made already and got no answer to: the conditions held for what was
    /// there before the current version, and that is the caller's. Its bytes decide.
    boolean mayBeRepeated(Seat seat, Expected expected) {
        var store = seat.store();
        return store.writer().equals(caller.account().id()) && expected.of(store.previous()) == Expected.Verdict.HOLDS;
    }

    static long size(StoreName name) {
        return name.value().getBytes(StandardCharsets.UTF_8).length;
    }
}
