package lectern.kosync.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import lectern.account.Presented;
import lectern.account.Presented.ClearPassword;
import lectern.account.Presented.Md5Key;
import lectern.http.Request;

/// What a request brings to sign in with, in the order in which it is tried. CrossPoint sends both on every request;
/// Readest comes back with HTTP Basic when the headers were refused, and Calibre-Web-Automated's plugin knows nothing
/// else.
public final class Proofs {
    private static final String BASIC = "basic ";

    private Proofs() {}

    public static List<Presented> of(Request request) {
        var proofs = new ArrayList<Presented>(2);
        var name = single(request, "x-auth-user");
        var key = single(request, "x-auth-key");
        if (name.isPresent() && key.isPresent() && name.get().indexOf(':') < 0) { // a colon is never part of a name
            proofs.add(new Md5Key(name.get(), key.get()));
        }
        request.rawHeader("Authorization").flatMap(Proofs::basic).ifPresent(proofs::add);
        return proofs;
    }

    /// A doubled header counts as missing, as in the official server: nobody can say which one a proxy looked at.
    private static Optional<String> single(Request request, String name) {
        var values = request.headers(name);
        return values.size() == 1 && !values.getFirst().isEmpty() ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static Optional<Presented> basic(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            var pair = text(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()));
            var colon = pair.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new ClearPassword(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, StandardCharsets.ISO_8859_1); // what some browsers make of a name with accents
        }
    }
}
