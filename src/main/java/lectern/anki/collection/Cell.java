package lectern.anki.collection;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.db.Row;
import lectern.json.Json;

/// One place of a row as it goes over the wire, and the column it is stored in.
///
/// What comes in is checked as clients check it. What goes out never fails: files with a long history hold
/// fractions, texts and numbers out of range in columns of whole numbers, which clients would refuse.
sealed interface Cell {
    String column();

    /// The value at which the parser stands, as it is bound to a statement.
    Object read(JsonParser in);

    /// Answers how many characters a text has.
    int write(Row row, JsonGenerator out);

    /// What is done with a number that is not whole, or out of range.
    enum Lenience {
        REFUSED,
        /// The fraction is dropped, and the nearest number that fits is taken.
        CUT,
        /// Whatever it is, it becomes 0.
        ZERO
    }

    record Whole(String column, long least, long most, Lenience lenience) implements Cell {
        @Override
        public Object read(JsonParser in) {
            return switch (lenience) {
                case REFUSED -> strict(in);
                case CUT -> cut(in);
                case ZERO -> fits(in) ? in.getLongValue() : 0L;
            };
        }

        private Long strict(JsonParser in) {
            if (!fits(in)) {
                throw wrong("is not a whole number in its range");
            }
            return in.getLongValue();
        }

        private Long cut(JsonParser in) {
            return switch (in.currentToken()) {
                case VALUE_NUMBER_INT -> isLong(in) ? clamp(in.getLongValue()) : clamp((long) in.getDoubleValue());
                case VALUE_NUMBER_FLOAT -> clamp((long) in.getDoubleValue());
                case null, default -> throw wrong("is not a number");
            };
        }

        private boolean fits(JsonParser in) {
            return in.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && isLong(in)
                    && in.getLongValue() == clamp(in.getLongValue());
        }

        private static boolean isLong(JsonParser in) {
            return in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        }

        private long clamp(long value) {
            return Math.clamp(value, least, most);
        }

        @Override
        public int write(Row row, JsonGenerator out) {
            long stored = row.wholeOrZero(column);
            out.writeNumber(lenience == Lenience.ZERO && stored != clamp(stored) ? 0 : clamp(stored));
            return 0;
        }

        private Refusal wrong(String what) {
            return new Refusal(new AnkiError.Malformed(column + " " + what));
        }
    }

    record Text(String column) implements Cell {
        @Override
        public Object read(JsonParser in) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw new Refusal(new AnkiError.Malformed(column + " is not a text"));
            }
            var text = in.getString();
            if (!Json.isWhole(text)) {
                throw new Refusal(new AnkiError.Malformed(column + " ends in the middle of a character"));
            }
            return text;
        }

        @Override
        public int write(Row row, JsonGenerator out) {
            var text = row.optionalText(column).orElse("");
            out.writeString(text);
            return text.length();
        }
    }

    /// Each side computes it for itself: it is empty on the wire, and what else comes (a number, from some clients)
    /// is ignored.
    record Computed(String column) implements Cell {
        @Override
        public Object read(JsonParser in) {
            in.skipChildren();
            return "";
        }

        @Override
        public int write(Row row, JsonGenerator out) {
            out.writeString("");
            return 0;
        }
    }
}
