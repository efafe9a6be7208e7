package lectern.anki.schema;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One numbered member of a kind of message, with its type. What has its default value is not written, as in
/// proto3.
final class Member<T> {
    private final int number;
    private final Function<Message, T> read;
    private final BiFunction<Message, T, Message> write;

    private Member(int number, Function<Message, T> read, BiFunction<Message, T, Message> write) {
        this.number = number;
        this.read = read;
        this.write = write;
    }

    static Member<String> text(int number) {
        return orDefault(single(number, Part::text, Part::text), "");
    }

    static Member<Boolean> flag(int number) {
        return int64(number).as(value -> value != 0, flag -> flag ? 1L : 0L);
    }

    /// What is negative becomes 0.
    static Member<Long> uint32(int number) {
        return orDefault(presentUint32(number), 0L).as(Function.identity(), value -> Math.max(0, value));
    }

    static Member<Optional<Long>> presentUint32(int number) {
        return single(number, part -> part.varint() & 0xffff_ffffL, Part::varint);
    }

    /// Also an enumeration; a negative number takes ten bytes.
    static Member<Long> int32(int number) {
        return orDefault(single(number, part -> (long) (int) part.varint(), Part::varint), 0L);
    }

    static Member<Long> int64(int number) {
        return orDefault(presentInt64(number), 0L);
    }

    /// 0 stands for none.
    static Member<Optional<Long>> idOrZero(int number) {
        return int64(number).as(id -> id == 0 ? Optional.empty() : Optional.of(id), id -> id.orElse(0L));
    }

    static Member<Optional<Long>> presentInt64(int number) {
        return single(number, Part::varint, Part::varint);
    }

    /// JSON has neither infinity nor NaN; a client replaces them by the same value when it reads them.
    static Member<Float> number(int number, float insteadOfInfinite) {
        return orDefault(presentNumber(number), 0f)
                .as(value -> Float.isFinite(value) ? value : insteadOfInfinite, Function.identity());
    }

    static Member<Optional<Float>> presentNumber(int number) {
        return single(number, Part::real, Part::real);
    }

    static Member<List<Float>> numbers(int number, Float... insteadOfInfinite) {
        var whole = List.of(insteadOfInfinite);
        return repeated(number, Part::reals, Part::reals)
                .as(values -> values.stream().allMatch(Float::isFinite) ? values : whole, Function.identity());
    }

    static Member<List<Long>> varints(int number) {
        return repeated(number, Part::varints, Part::varints);
    }

    static Member<byte[]> bytes(int number) {
        return single(number, Part::bytes, Part::bytes)
                .as(
                        present -> present.orElseGet(() -> new byte[0]),
                        value -> value.length == 0 ? Optional.empty() : Optional.of(value));
    }

    static Member<Optional<Message>> message(int number) {
        return single(number, part -> Message.of(part.bytes()), (n, value) -> Part.bytes(n, value.bytes()));
    }

    static Member<List<Message>> messages(int number) {
        return new Member<>(
                number,
                message -> message.all(number).stream()
                        .map(part -> Message.of(part.bytes()))
                        .toList(),
                (message, values) -> message.with(
                        number,
                        values.stream()
                                .map(value -> Part.bytes(number, value.bytes()))
                                .toList()));
    }

    private static <T> Member<Optional<T>> single(
            int number, Function<Part, T> read, BiFunction<Integer, T, Part> write) {
        return new Member<>(
                number,
                message -> message.last(number).map(read),
                (message, value) -> message.with(
                        number,
                        value.map(present -> write.apply(number, present)).stream()
                                .toList()));
    }

    private static <T> Member<T> orDefault(Member<Optional<T>> present, T byDefault) {
        return present.as(
                value -> value.orElse(byDefault),
                value -> value.equals(byDefault) ? Optional.empty() : Optional.of(value));
    }

    private static <T> Member<List<T>> repeated(
            int number, Function<Part, List<T>> read, BiFunction<Integer, List<T>, Part> write) {
        return new Member<>(
                number,
                message -> message.all(number).stream()
                        .map(read)
                        .flatMap(Collection::stream)
                        .toList(),
                (message, values) ->
                        message.with(number, values.isEmpty() ? List.of() : List.of(write.apply(number, values))));
    }

    int number() {
        return number;
    }

    T in(Message message) {
        return read.apply(message);
    }

    Message set(Message message, T value) {
        return write.apply(message, value);
    }

    <U> Member<U> as(Function<T, U> to, Function<U, T> from) {
        return new Member<>(
                number,
                message -> to.apply(read.apply(message)),
                (message, value) -> write.apply(message, from.apply(value)));
    }
}
