package lectern.syncnode.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static java.util.Comparator.comparing;

/// What [EntryStore] promises, in memory and as plainly as it can be said. People and names are numbers and texts;
/// tokens and addresses are those that the real store handed out.
final class EntryModel {
    /// What a writer claims about what is there.
    enum Claim {
        NOTHING,
        CURRENT,
        PREVIOUS,
        ANYTHING
    }

    /// A store, or the remains of one.
    static final class Thing {
        final Address address;
        final String name;
        final Map<Integer, Permission> members = new LinkedHashMap<>(); // in the order in which they came
        final List<Old> history = new ArrayList<>(); // the newest first

        @Nullable
        Integer namespace; // whose name for it this is

        int home;
        int writer;
        String content = "";
        Token token;
        Optional<Token> previous = Optional.empty();
        Optional<Integer> deletedBy = Optional.empty();

        Thing(Address address, String name, int creator, Token token) {
            this.address = address;
            this.name = name;
            this.namespace = creator;
            this.home = creator;
            this.token = token;
        }

        boolean live() {
            return deletedBy.isEmpty();
        }

        boolean ownOf(int actor) {
            return namespace != null && namespace == actor;
        }
    }

    record Old(Token token, String content) {}

    final List<Thing> things = new ArrayList<>();
    private final Map<Address, Thing> byAddress = new HashMap<>();

    /// What an actor's reference leads to.
    record Sight(Optional<Thing> live, Optional<Thing> dead, boolean ambiguous) {}

    Sight at(int actor, Thing thing) {
        var member = Optional.of(thing).filter(found -> found.members.containsKey(actor));
        return new Sight(member.filter(Thing::live), member.filter(found -> !found.live()), false);
    }

    Sight own(int actor, String name) {
        return new Sight(
                visible(actor)
                        .filter(thing -> thing.name.equals(name) && thing.ownOf(actor))
                        .findFirst(),
                ownDead(actor, name),
                false);
    }

    Sight named(int actor, String name) {
        var own = own(actor, name);
        var named = visible(actor).filter(thing -> thing.name.equals(name)).toList();
        if (own.live().isPresent() || named.isEmpty()) {
            return own;
        }
        return named.size() == 1
                ? new Sight(named.stream().findFirst(), Optional.empty(), false)
                : new Sight(Optional.empty(), Optional.empty(), true);
    }

    private Optional<Thing> ownDead(int actor, String name) {
        return things.stream()
                .filter(thing -> !thing.live() && thing.ownOf(actor) && thing.name.equals(name))
                .findFirst();
    }

    private Stream<Thing> visible(int actor) {
        return things.stream().filter(thing -> thing.live() && thing.members.containsKey(actor));
    }

    private static boolean holds(Claim claim, Expected expected, Optional<Token> there) {
        return switch (claim) {
            case NOTHING -> there.isEmpty();
            case ANYTHING -> there.isPresent();
            case CURRENT, PREVIOUS ->
                there.isPresent() && expected.equals(Expected.token(there.get().value()));
        };
    }

    /// The claim as it is sent, with a token that never was where there is none.
    Expected expected(Claim claim, Sight sight) {
        var thing = sight.live().or(sight::dead);
        return switch (claim) {
            case NOTHING -> Expected.NOTHING;
            case ANYTHING -> Expected.NOTHING.and(new Expected.Condition.Exists());
            case CURRENT ->
                Expected.token(thing.map(found -> found.token.value()).orElse("none"));
            case PREVIOUS ->
                Expected.token(
                        thing.flatMap(found -> found.previous).map(Token::value).orElse("none"));
        };
    }

    String put(int actor, Sight sight, boolean named, Claim claim, Expected expected, String content) {
        if (sight.ambiguous()) {
            return "Ambiguous";
        }
        if (sight.live().isEmpty()) {
            if (!named) {
                return "Unknown";
            }
            return holds(claim, expected, Optional.empty()) ? "CREATED" : "Vanished";
        }
        var thing = sight.live().get();
        if (thing.members.get(actor) == Permission.READ) {
            return "Lacking";
        }
        if (holds(claim, expected, Optional.of(thing.token))) {
            return "UPDATED";
        }
        if (thing.writer == actor && holds(claim, expected, thing.previous) && thing.content.equals(content)) {
            return "UNCHANGED";
        }
        return claim == Claim.NOTHING ? "TokenMissing" : "TokenMismatch";
    }

    void created(int actor, String name, Entry entry, String content) {
        var former = byAddress.get(entry.address());
        var thing = new Thing(entry.address(), name, actor, entry.token());
        if (former != null) {
            if (former.members.get(actor) == Permission.OWN) {
                thing.history.addAll(former.history);
            }
            things.remove(former);
        }
        thing.members.put(actor, Permission.OWN);
        thing.writer = actor;
        thing.content = content;
        things.add(thing);
        byAddress.put(entry.address(), thing);
    }

    void updated(int actor, Thing thing, Token token, String content) {
        thing.history.addFirst(new Old(thing.token, thing.content));
        thing.previous = Optional.of(thing.token);
        thing.token = token;
        thing.writer = actor;
        thing.content = content;
    }

    String delete(int actor, Sight sight, Claim claim, Expected expected) {
        if (sight.ambiguous()) {
            return "Ambiguous";
        }
        if (sight.live().isEmpty()) {
            boolean again = sight.dead()
                    .filter(thing -> thing.deletedBy.equals(Optional.of(actor)))
                    .filter(thing -> holds(claim, expected, Optional.of(thing.token)))
                    .isPresent();
            return again ? "again" : "Unknown";
        }
        var thing = sight.live().get();
        if (thing.members.get(actor) != Permission.OWN) {
            return "Lacking";
        }
        if (!holds(claim, expected, Optional.of(thing.token))) {
            return claim == Claim.NOTHING ? "TokenMissing" : "TokenMismatch";
        }
        thing.history.addFirst(new Old(thing.token, thing.content));
        thing.deletedBy = Optional.of(actor);
        return "done";
    }

    /// Brings the newest version back.
    String restore(int actor, Sight sight, Claim claim, Expected expected) {
        var found = sight.live().or(sight::dead);
        if (sight.ambiguous() || found.isEmpty()) {
            return sight.ambiguous() ? "Ambiguous" : "Unknown";
        }
        var thing = found.get();
        if (thing.members.get(actor) != Permission.OWN) {
            return thing.live() ? "Lacking" : "Unknown";
        }
        if (thing.history.isEmpty()) {
            return "UnknownVersion";
        }
        if (!thing.live()) {
            return holds(claim, expected, Optional.empty()) ? "CREATED" : "Vanished";
        }
        if (holds(claim, expected, Optional.of(thing.token))) {
            return "UPDATED";
        }
        return claim == Claim.NOTHING ? "TokenMissing" : "TokenMismatch";
    }

    void restored(int actor, Thing thing, Token token) {
        var content = thing.history.getFirst().content();
        if (thing.live()) {
            updated(actor, thing, token, content);
        } else {
            thing.deletedBy = Optional.empty();
            thing.previous = Optional.empty();
            thing.token = token;
            thing.writer = actor;
            thing.content = content;
        }
    }

    String share(int actor, Sight sight, int with, Permission permission) {
        var refusal = againstOwning(actor, sight);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var thing = sight.live().orElseThrow();
        var before = Optional.ofNullable(thing.members.put(with, permission));
        if (!thing.members.containsValue(Permission.OWN)) {
            thing.members.put(with, before.orElseThrow());
            return "LastOwner";
        }
        return before.equals(Optional.of(permission)) ? "0" : "1";
    }

    String unshare(int actor, Sight sight, int from) {
        if (sight.ambiguous()) {
            return "Ambiguous";
        }
        if (sight.live().isEmpty()) {
            return "Unknown";
        }
        var thing = sight.live().get();
        if (actor != from && thing.members.get(actor) != Permission.OWN) {
            return "Lacking";
        }
        if (!thing.members.containsKey(from)) {
            return "0";
        }
        var afterwards = new LinkedHashMap<>(thing.members);
        afterwards.remove(from);
        var heir = afterwards.entrySet().stream()
                .filter(member -> member.getValue() == Permission.OWN)
                .findFirst();
        if (heir.isEmpty()) {
            return "LastOwner";
        }
        thing.members.remove(from);
        if (thing.ownOf(from)) {
            thing.namespace = null;
        }
        if (thing.home == from) {
            thing.home = heir.get().getKey();
        }
        return "1";
    }

    private static Optional<String> againstOwning(int actor, Sight sight) {
        if (sight.ambiguous()) {
            return Optional.of("Ambiguous");
        }
        if (sight.live().isEmpty()) {
            return Optional.of("Unknown");
        }
        return sight.live().get().members.get(actor) == Permission.OWN ? Optional.empty() : Optional.of("Lacking");
    }

    /// `key permission content`, in the order of a list.
    List<String> list(int actor) {
        return visible(actor)
                .sorted(comparing((Thing thing) -> key(actor, thing), ByteOrder.OF_UTF_8))
                .map(thing -> key(actor, thing) + " " + thing.members.get(actor) + " " + thing.content)
                .toList();
    }

    private String key(int actor, Thing thing) {
        boolean alone =
                visible(actor).filter(other -> other.name.equals(thing.name)).count() == 1;
        return alone || thing.ownOf(actor) ? thing.name : thing.address.text();
    }

    long used(int actor) {
        return things.stream()
                .filter(thing -> thing.live() && thing.home == actor)
                .mapToLong(thing -> thing.name.length() + thing.content.length())
                .sum();
    }

    /// So small numbers name the first ones; a negative number, or one that is too large, names none.
    Optional<Thing> thing(int number) {
        return number < 0 ? Optional.empty() : things.stream().skip(number).findFirst();
    }
}
