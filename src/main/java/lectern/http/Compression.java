package lectern.http;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

/// JSON for whoever takes it compressed: with zstd, which is done in a ninth of the time, or with gzip, which every
/// client takes that takes anything. What is an account's own bytes is never touched, so that its tag, its ranges and
/// its digest stay true; nor are events, of which thousands may be waited for at once.
final class Compression {
    private static final Set<String> TYPES = Set.of("application/json", "application/problem+json");

    /// Shorter answers fit into one packet as they are.
    private static final int WORTH_IT = 1024;

    private static final int BUFFER = 8 * 1024;
    private static final int FASTEST = 1; // of zstd's levels; our lists come out smaller than with gzip all the same

    private static final Pattern WEIGHTED = Pattern.compile("([^;]+)(?:;q=([01](?:\\.\\d{0,3})?))?");

    private enum Coding {
        ZSTD,
        GZIP;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        OutputStream over(OutputStream out) throws IOException {
            return switch (this) {
                case ZSTD ->
                    new BufferedOutputStream(
                            new ZstdOutputStreamNoFinalizer(out, RecyclingBufferPool.INSTANCE, FASTEST), BUFFER);
                case GZIP -> new GZIPOutputStream(out, BUFFER);
            };
        }
    }

    private Compression() {}

    static Response applied(Response answer, Request request) {
        if (answer.header("Content-Type").filter(TYPES::contains).isEmpty()) {
            return answer;
        }
        return switch (answer.body()) {
            case Response.Body.Bytes(var bytes)
            when bytes.length >= WORTH_IT ->
                compressed(answer, request, coding -> new Response.Body.Bytes(compressed(coding, bytes)));
            case Response.Body.Stream(OptionalLong _, var source) ->
                compressed(
                        answer,
                        request,
                        coding -> new Response.Body.Stream(OptionalLong.empty(), out -> compress(coding, source, out)));
            case Response.Body.Bytes _, Response.Body.None _, Response.Body.Events _, Response.Body.Part _ -> answer;
        };
    }

    private static Response compressed(Response answer, Request request, Function<Coding, Response.Body> body) {
        var varied = answer.with("Vary", "Accept-Encoding");
        return taken(request)
                .map(coding -> varied.encoded(coding.text(), body.apply(coding)))
                .orElse(varied);
    }

    private static byte[] compressed(Coding coding, byte[] bytes) {
        var to = new ByteArrayOutputStream(bytes.length / 2);
        try {
            compress(coding, out -> out.write(bytes), to);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written.", e);
        }
        return to.toByteArray();
    }

    private static void compress(Coding coding, Response.Source source, OutputStream out) throws IOException {
        try (var packed = coding.over(out)) {
            source.writeTo(packed);
        }
    }

    /// What a client takes without naming it is gzip.
    private static Optional<Coding> taken(Request request) {
        var weights = weights(String.join(",", request.headers("Accept-Encoding")));
        double gzip = weights.getOrDefault("gzip", weights.getOrDefault("*", 0.0));
        double zstd = weights.getOrDefault("zstd", 0.0);
        if (zstd > 0 && zstd >= gzip) {
            return Optional.of(Coding.ZSTD);
        }
        return gzip > 0 ? Optional.of(Coding.GZIP) : Optional.empty();
    }

    private static Map<String, Double> weights(String accepted) {
        var weights = new HashMap<String, Double>();
        for (var coding : accepted.toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1)) {
            var parts = WEIGHTED.matcher(coding);
            if (parts.matches()) {
                weights.put(parts.group(1), parts.group(2) == null ? 1 : Double.parseDouble(parts.group(2)));
            }
        }
        return weights;
    }
}
