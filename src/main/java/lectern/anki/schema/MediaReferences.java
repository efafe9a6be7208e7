package lectern.anki.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Which files a field of a note wants: those of its pictures, sounds and videos, and the pictures that clients make of
/// its formulas.
public final class MediaReferences {
    private static final String SOUND = "[sound:";
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)^(https?://|data:).*", Pattern.DOTALL);
    private static final Pattern LINE_BREAK = Pattern.compile("(?i)<br/?>|<div>");

    private final String field;
    private final boolean latexAsSvg;
    private final Consumer<String> names;

    private MediaReferences(String field, boolean latexAsSvg, Consumer<String> names) {
        this.field = field;
        this.latexAsSvg = latexAsSvg;
        this.names = names;
    }

    /// Tells each name in NFC, as often as it is wanted.
    ///
    /// @param latexAsSvg as the note type wants it
    public static void find(String field, boolean latexAsSvg, Consumer<String> names) {
        var references = new MediaReferences(field, latexAsSvg, names);
        MediaTags.names(field, references::file);
        references.sounds();
        references.formulas();
    }

    private void file(String name) {
        var decoded = PlainText.decoded(name);
        if (!ELSEWHERE.matcher(decoded).matches()) {
            names.accept(Normalizer.normalize(decoded, Normalizer.Form.NFC));
        }
    }

    private void sounds() {
        for (int at = field.indexOf(SOUND); at >= 0; at = field.indexOf(SOUND, at + 1)) {
            int start = at + SOUND.length();
            int end = field.indexOf(']', start + 1);
            if (end < 0) {
                return;
            }
            file(field.substring(start, end));
            at = end;
        }
    }

    /// A formula below a cloze deletion looks different on the question and the answer of each card.
    private void formulas() {
        if (Formula.isIn(field)) {
            if (field.contains("{{c")) {
                Clozes.revealed(field, this::formulas);
            } else {
                formulas(field);
            }
        }
    }

    private void formulas(String text) {
        Formula.each(text, latex -> names.accept(picture(latex)));
    }

    private String picture(String latex) {
        var text = PlainText.withoutHtml(LINE_BREAK.matcher(latex).replaceAll("\n"));
        return "latex-" + sha1(text) + (latexAsSvg ? ".svg" : ".png");
    }

    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1.", e);
        }
    }
}
