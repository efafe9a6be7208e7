package lectern.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// One block of a PEM file: what stands between `-----BEGIN label-----` and its end.
record Pem(String label, String text) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /// `what` names the file's purpose in the sentence that says what is wrong with it.
    static List<Pem> read(Path file, String what) {
        try {
            return BLOCK.matcher(Files.readString(file, ISO_8859_1))
                    .results()
                    .map(block -> new Pem(block.group(1), block.group(2)))
                    .toList();
        } catch (NoSuchFileException e) {
            throw new BadCertificate("The " + what + " " + file + " does not exist.", e);
        } catch (AccessDeniedException e) {
            throw new BadCertificate("The " + what + " " + file + " may not be read by this user.", e);
        } catch (IOException e) {
            throw new BadCertificate("The " + what + " " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /// Says so in its label, or, as OpenSSL did it before, in a header of its own.
    boolean isEncrypted() {
        return label.contains("ENCRYPTED") || text.contains("ENCRYPTED");
    }

    /// Nothing when it is no base64: whoever parses that will say so.
    byte[] content() {
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
