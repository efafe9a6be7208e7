package lectern.anki;

import java.util.regex.Pattern;

/// What a client says about itself: `26.08.1,c32cb291,linux`, or `anki,26.08.1 (c32cb291),linux` in some places.
/// AnkiDroid's platform is `android:2.23.3:16:Pixel 9`: its own version, the system's, and the device.
///
/// @param text shortened and without control characters, since it comes from whoever likes to write it
record ClientName(String text) {
    private static final int LONGEST = 200;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern PARTS =
            Pattern.compile("(?:anki,)?(?<version>[0-9A-Za-z.+-]{1,40})(?:,| \\()[^,]*,(?<platform>.+)");

    static ClientName of(String sent) {
        var text = CONTROLS.matcher(sent).replaceAll(" ").strip();
        return new ClientName(text.substring(0, Math.min(text.length(), LONGEST)));
    }

    /// For a log line, where a blank ends a field; `-` when there is none.
    String version() {
        var parts = PARTS.matcher(text);
        return parts.matches() ? parts.group("version") : "-";
    }

    /// What a person would call it.
    String label() {
        var parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return "Anki";
        }
        var platform = parts.group("platform").split(":", -1);
        return platform[0].equals("android") && platform.length > 3
                ? "AnkiDroid on " + platform[3]
                : "Anki on " + platform[0];
    }
}
