package lectern.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/// JSON for whoever takes it compressed. Every client that takes anything takes gzip, which every Java has; and
/// what is an account's own bytes is never touched, so that its tag, its ranges and its digest stay true.
final class Gzip {
    private static final Set<String> TYPES = Set.of("application/json", "application/problem+json");

    /// Shorter answers fit into one packet as they are.
    private static final int WORTH_IT = 1024;

    private static final int BUFFER = 8 * 1024;

    private Gzip() {}

    static Response applied(Response answer, Request request) {
        if (answer.header("Content-Type").filter(TYPES::contains).isEmpty()) {
            return answer;
        }
        return switch (answer.body()) {
            case Response.Body.Bytes(var bytes)
            when bytes.length >= WORTH_IT ->
                compressed(answer, request, () -> new Response.Body.Bytes(compressed(bytes)));
            case Response.Body.Stream(OptionalLong _, var source) ->
                compressed(
                        answer,
                        request,
                        () -> new Response.Body.Stream(OptionalLong.empty(), out -> compress(source, out)));
            case Response.Body.Bytes _, Response.Body.None _, Response.Body.Events _, Response.Body.Part _ -> answer;
        };
    }

    private static Response compressed(Response answer, Request request, Supplier<Response.Body> body) {
        var varied = answer.with("Vary", "Accept-Encoding");
        return isTaken(request) ? varied.encoded("gzip", body.get()) : varied;
    }

    private static byte[] compressed(byte[] bytes) {
        var to = new ByteArrayOutputStream(bytes.length / 2);
        try {
            compress(out -> out.write(bytes), to);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written.", e);
        }
        return to.toByteArray();
    }

    private static void compress(Response.Source source, OutputStream out) throws IOException {
        try (var zip = new GZIPOutputStream(out, BUFFER)) {
            source.writeTo(zip);
        }
    }

    private static boolean isTaken(Request request) {
        Optional<String> any = Optional.empty();
        var accepted = String.join(",", request.headers("Accept-Encoding")).toLowerCase(Locale.ROOT);
        for (var coding : accepted.replace(" ", "").split(",", -1)) {
            if (coding.equals("gzip") || coding.startsWith("gzip;")) {
                return isWanted(coding);
            }
            if (coding.equals("*") || coding.startsWith("*;")) {
                any = Optional.of(coding);
            }
        }
        return any.filter(Gzip::isWanted).isPresent();
    }

    private static boolean isWanted(String coding) {
        return !coding.matches(".*;q=0(\\.0*)?");
    }
}
