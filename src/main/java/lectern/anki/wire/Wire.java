package lectern.anki.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;

import lectern.http.Form;
import lectern.http.FormField;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Spool;
import lectern.json.Json;

/// The two forms in which clients ask. With an `anki-sync` header the rest stands in it and the body is a zstd stream
/// (Anki from 2.1.57 on, and everything built on its backend since); without, all of it is a multipart form.
public final class Wire {
    private static final String HEADER = "anki-sync";

    /// What a form counts as; the version that its client really speaks stands in `meta` alone.
    private static final SyncVersion FORM = SyncVersion.V10;

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    private final Limits limits;
    private final Spool spool;

    public Wire(Limits limits, Spool spool) {
        this.limits = limits;
        this.spool = spool;
    }

    /// With a header, nothing of the body is read before its payload is; a form is spooled. Throws [Refusal] for what
    /// is neither.
    public SyncRequest read(Request request, Body body) throws IOException {
        var header = request.header(HEADER);
        return header.isPresent() ? headed(request, header.get(), body) : form(request, body);
    }

    /// The one request with neither, of clients before 2.1.57: everything stands in the query.
    public SyncRequest readBegin(Request request) {
        var client = request.query("v").orElse("");
        return new SyncRequest(
                FORM,
                request.query("k").orElse(""),
                "",
                client,
                () -> new ByteArrayInputStream(begin(client)),
                limits.object(Body.BEGIN));
    }

    /// Frames an answer for the form in which was asked.
    public static Response answer(SyncVersion version, Payload payload) {
        return version.zstd() ? Framing.zstd(payload) : Framing.plain(payload);
    }

    private SyncRequest headed(Request request, String header, Body body) {
        var members = switch (Json.parseObject(header.getBytes(StandardCharsets.UTF_8))) {
            case Json.Parsed.AnObject(var object) -> object;
            case Json.Parsed _ -> throw malformed("its anki-sync header is not a JSON object");
        };
        var version = members.path("v");
        return new SyncRequest(
                SyncVersion.of(version.isIntegralNumber() && version.canConvertToLong() ? version.longValue() : -1)
                        .orElseThrow(() -> malformed("its version is not 8, 9, 10 or 11")),
                text(members.path("k")),
                text(members.path("s")),
                text(members.path("c")),
                () -> Unpacked.zstd(request.stream(limits.compressed(body)), limits.decompressed()),
                limits.object(body));
    }

    private static String text(JsonNode member) {
        if (!member.isString()) {
            throw malformed("its anki-sync header has not all members");
        }
        return member.stringValue();
    }

    private SyncRequest form(Request request, Body body) throws IOException {
        var form = request.form(limits.compressed(body), spool);
        try {
            var client = field(form, "v");
            var key = field(form, "k");
            return new SyncRequest(
                    FORM,
                    key.isEmpty() ? field(form, "sk") : key, // what `begin` returned under that name is the same
                    field(form, "s"),
                    client,
                    new Data(form, body == Body.BEGIN ? client : "", limits.decompressed()),
                    limits.object(body));
        } catch (RuntimeException thrown) {
            form.close();
            throw thrown;
        }
    }

    private static String field(Form form, String name) {
        return form.field(name).map(FormField::text).orElse("");
    }

    private static byte[] begin(String client) {
        return Json.write(Json.object().put("v", client));
    }

    private static Refusal malformed(String reason) {
        return new Refusal(new AnkiError.Malformed(reason));
    }

    /// The payload of a form. Old AnkiDroid leaves it out where there is nothing to say.
    ///
    /// @param client instead of the field `data` where it is not empty
    private record Data(Form form, String client, long limit) implements SyncRequest.Source {
        @Override
        public InputStream open() throws IOException {
            var data = form.field("data");
            if (!client.isEmpty()) {
                return new ByteArrayInputStream(begin(client));
            }
            if (data.isEmpty() || data.get().isEmpty()) {
                return new ByteArrayInputStream(NOTHING);
            }
            var packed = form.field("c").map(FormField::text).orElse("0");
            return packed.equals("0")
                    ? Unpacked.plain(data.get().open(), limit)
                    : Unpacked.gzip(data.get().open(), limit);
        }

        @Override
        public void close() {
            form.close();
        }
    }
}
