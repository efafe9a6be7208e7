package lectern.cli;

import java.util.Locale;

/// A part of a whole, from 0 to 1.
record Share(double value) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f %%", value * 100);
    }
}
