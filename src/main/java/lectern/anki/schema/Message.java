package lectern.anki.schema;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// A protobuf message as it lies in its bytes: numbered members in their order, of which nothing is known but the
/// number. A member that nobody replaces is written as the very bytes it was read from.
final class Message {
    static final Message EMPTY = new Message(List.of());

    private final List<Part> parts;

    private Message(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    static Message of(byte[] bytes) {
        var parts = new ArrayList<Part>();
        for (int at = 0; at < bytes.length; at = parts.getLast().end()) {
            parts.add(Part.at(at, bytes));
        }
        return new Message(parts);
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        parts.forEach(part -> part.copyTo(bytes));
        return bytes.toByteArray();
    }

    boolean has(int number) {
        return parts.stream().anyMatch(part -> part.number() == number);
    }

    /// Of a member that stands there more than once the last counts.
    Optional<Part> last(int number) {
        return parts.reversed().stream().filter(part -> part.number() == number).findFirst();
    }

    List<Part> all(int number) {
        return parts.stream().filter(part -> part.number() == number).toList();
    }

    /// The same message with these parts instead of all that had the number.
    Message with(int number, List<Part> replacements) {
        return without(known -> known == number).and(replacements);
    }

    Message without(IntPredicate numbers) {
        return new Message(
                parts.stream().filter(part -> !numbers.test(part.number())).toList());
    }

    /// With the members of another message put in where their numbers belong, because clients write in that order.
    Message and(Message others) {
        return and(others.parts);
    }

    private Message and(List<Part> added) {
        var all = new ArrayList<>(parts);
        for (var part : added) {
            int place = 0;
            while (place < all.size() && all.get(place).number() <= part.number()) {
                place++;
            }
            all.add(place, part);
        }
        return new Message(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message && Arrays.equals(bytes(), message.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "Message" + parts.stream().map(Part::number).toList();
    }
}
