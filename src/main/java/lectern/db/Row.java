package lectern.db;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The row a [RowReader] stands on, valid only inside it. The plain accessors refuse a column that is null.
public interface Row {
    String text(String column);

    Optional<String> optionalText(String column);

    long whole(String column);

    OptionalLong optionalWhole(String column);

    /// Where it makes no difference whether there is a 0 or nothing; half the cost of asking which.
    long wholeOrZero(String column);

    double real(String column);

    OptionalDouble optionalReal(String column);

    byte[] bytes(String column);

    Optional<byte[]> optionalBytes(String column);

    /// Whether the number stored is not 0.
    boolean flag(String column);

    /// From epoch milliseconds.
    Instant instant(String column);

    Optional<Instant> optionalInstant(String column);
}
