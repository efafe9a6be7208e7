package lectern.web.page;

import java.util.regex.Pattern;

/// The browsers of e-readers, by what they call themselves. Those that are not here find the link to the plain view at
/// the foot of every page.
final class Readers {
    private static final Pattern KNOWN = Pattern.compile(
            "Kindle|Kobo|PocketBook|Tolino|NOOK|EBRD|Cybook|Bookeen|Likebook|reMarkable|EPD", Pattern.CASE_INSENSITIVE);

    private Readers() {}

    static boolean isOne(String agent) {
        return KNOWN.matcher(agent).find();
    }
}
