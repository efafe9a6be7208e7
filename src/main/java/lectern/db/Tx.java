package lectern.db;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// One open transaction, valid only inside the [Work] it was given to.
///
/// Values may be `String`, `Long`, `Integer`, `Double`, `byte[]`, `Boolean` (stored as 0 or 1), `Instant` (stored
/// as epoch milliseconds), an `Optional` of these, or null. SQL texts are constants: each is prepared once per
/// connection and kept.
public interface Tx {
    /// Returns how many rows changed.
    int update(String sql, @Nullable Object... values);

    /// The first row, if there is one. Also for `insert`, `update` and `delete` with `returning`.
    <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... values);

    /// Every row, in memory: ask for pages where there can be many.
    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values);

    /// Every row, one after the other, however many there are. What the visitor throws ends it.
    void each(String sql, Consumer<Row> visitor, @Nullable Object... values);
}
