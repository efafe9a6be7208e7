package lectern.anki.schema;

import java.math.BigDecimal;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;

/// JSON that is stored for others, who alone know what it means.
final class Verbatim {
    private static final BigDecimal TOO_LARGE = new BigDecimal("1e309");
    private static final BigDecimal NEXT_TO_NOTHING = new BigDecimal("1e-330");

    private Verbatim() {}

    static byte[] bytes(JsonNode json) {
        refuseOutOfRange(json);
        return Json.writeAsRead(json);
    }

    /// No client can read a number beyond a `double`; written without its exponent it would fill the memory.
    private static void refuseOutOfRange(JsonNode json) {
        if (json.isBigDecimal() && !isDouble(json.decimalValue().abs())) {
            throw new Unreadable("a number is out of range");
        }
        json.forEach(Verbatim::refuseOutOfRange);
    }

    private static boolean isDouble(BigDecimal magnitude) {
        return magnitude.signum() == 0
                ? Math.abs(magnitude.scale()) < Double.MAX_EXPONENT
                : magnitude.compareTo(TOO_LARGE) < 0 && magnitude.compareTo(NEXT_TO_NOTHING) > 0;
    }
}
