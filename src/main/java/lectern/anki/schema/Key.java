package lectern.anki.schema;

import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/// A key of a JSON object with the kind of its values, and what counts where it is missing or of another kind; what
/// must be there and right is [Unreadable] when it is not.
record Key<T>(String name, Kind<T> kind, Optional<T> whenMissing, Optional<T> whenWrong) {
    static <T> Key<T> required(String name, Kind<T> kind) {
        return new Key<>(name, kind, Optional.empty(), Optional.empty());
    }

    /// May be missing, but not wrong.
    static <T> Key<T> orDefault(String name, Kind<T> kind, T value) {
        return new Key<>(name, kind, Optional.of(value), Optional.empty());
    }

    /// May be wrong, but not missing.
    static <T> Key<T> lenient(String name, Kind<T> kind, T value) {
        return new Key<>(name, kind, Optional.empty(), Optional.of(value));
    }

    /// May be both.
    static <T> Key<T> optional(String name, Kind<T> kind, T value) {
        return new Key<>(name, kind, Optional.of(value), Optional.of(value));
    }

    /// May be missing, wrong, or null, which are all the same.
    static <T> Key<Optional<T>> nullable(String name, Kind<T> kind) {
        return optional(name, Kind.nullable(kind), Optional.empty());
    }

    T in(ObjectNode object) {
        var node = object.optional(name);
        return node.isEmpty()
                ? whenMissing.orElseThrow(() -> new Unreadable("the key " + name + " is missing"))
                : kind.read(node.get())
                        .or(() -> whenWrong)
                        .orElseThrow(() -> new Unreadable("the key " + name + " has a value of the wrong type"));
    }

    /// Empty when it is missing or wrong.
    Optional<T> find(ObjectNode object) {
        return object.optional(name).flatMap(kind::read);
    }

    void set(ObjectNode object, T value) {
        object.set(name, kind.write(value));
    }
}
