package lectern.anki.schema;

import java.util.Set;
import java.util.function.Predicate;

import tools.jackson.databind.node.ObjectNode;

/// One line of a table: a key, or a few that belong together, and the members that hold what it says.
interface Line {
    Set<String> keys();

    Set<Integer> members();

    /// The message with what the object says.
    Message store(ObjectNode object, Message message);

    /// Writes into the object what the message says.
    void write(Message message, ObjectNode object);

    static <T> Line of(Key<T> key, Member<T> member) {
        return writtenIf(_ -> true, key, member);
    }

    /// A key that is left out of what is written unless its value fits.
    static <T> Line writtenIf(Predicate<T> fits, Key<T> key, Member<T> member) {
        return new Line() {
            @Override
            public Set<String> keys() {
                return Set.of(key.name());
            }

            @Override
            public Set<Integer> members() {
                return Set.of(member.number());
            }

            @Override
            public Message store(ObjectNode object, Message message) {
                return member.set(message, key.in(object));
            }

            @Override
            public void write(Message message, ObjectNode object) {
                var value = member.in(message);
                if (fits.test(value)) {
                    key.set(object, value);
                }
            }
        };
    }

    /// A key that is no longer of use and that some clients still want to see.
    static <T> Line obsolete(Key<T> key, T alwaysWritten) {
        return new Line() {
            @Override
            public Set<String> keys() {
                return Set.of(key.name());
            }

            @Override
            public Set<Integer> members() {
                return Set.of();
            }

            @Override
            public Message store(ObjectNode object, Message message) {
                var _ = key.in(object);
                return message;
            }

            @Override
            public void write(Message message, ObjectNode object) {
                key.set(object, alwaysWritten);
            }
        };
    }
}
