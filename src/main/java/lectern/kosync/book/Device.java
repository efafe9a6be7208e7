package lectern.kosync.book;

import java.util.Optional;

/// The reader that wrote a position, in its own words. Both are given back unchanged: KOReader knows its own
/// entries by them.
///
/// @param id absent from readers before mid-2016
public record Device(String name, Optional<String> id) {
    private static final int MAX_LENGTH = 512;

    /// Who writes what somebody restored. No reader has this name and id, so that each one takes it for another's
    /// position.
    static final Device LECTERN = new Device("Lectern", Optional.of("lectern"));

    public Device {
        if (!isValid(name) || !id.map(Device::isValid).orElse(true)) {
            throw new IllegalArgumentException("not a device");
        }
    }

    /// Whether this may be the name or the id of a device.
    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && Text.isStorable(text);
    }

    /// Whether somebody restored the position, so that nobody read up to there.
    public boolean isLectern() {
        return equals(LECTERN);
    }

    /// What tells one reader from another: names are models, and two people of a household may own the same.
    public String key() {
        return id.orElse(name);
    }
}
