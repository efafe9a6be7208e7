package lectern.e2e.anki.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import tools.jackson.databind.JsonNode;

import lectern.json.Json;

/// The protobuf that a note type, a deck or options are stored as. All of it must agree, with one exception: members
/// that an engine does not know stand as JSON in field 255, in an order that it makes up anew each time, and those that
/// say nothing (`null`, `0`, an empty list, what is so by default) stand there or not.
final class ObjectBlob {
    private static final int UNKNOWN_MEMBERS = 255;

    /// What an older engine does not know and a newer one writes down though it is so by default.
    private static final Set<String> BY_DEFAULT = Set.of("waitForAudio:true");

    private static final byte[] WAITS_FOR_AUDIO = {(byte) 0xe0, 0x02, 0x01};

    private ObjectBlob() {}

    static String described(byte[] blob) {
        var in = CodedInputStream.newInstance(blob);
        var known = new StringBuilder();
        var unknown = "";
        try {
            while (!in.isAtEnd()) {
                int from = in.getTotalBytesRead();
                int tag = in.readTag();
                if (WireFormat.getTagFieldNumber(tag) == UNKNOWN_MEMBERS) {
                    unknown = " and " + sorted(Json.parse(in.readByteArray()));
                } else {
                    in.skipField(tag);
                    var member = Arrays.copyOfRange(blob, from, in.getTotalBytesRead());
                    known.append(
                            Arrays.equals(member, WAITS_FOR_AUDIO)
                                    ? ""
                                    : HexFormat.of().formatHex(member));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known + (unknown.equals(" and {}") ? "" : unknown);
    }

    private static String sorted(JsonNode members) {
        var sorted = new TreeMap<String, JsonNode>();
        members.properties().forEach(member -> {
            if (!BY_DEFAULT.contains(member.getKey() + ":" + member.getValue()) && saysSomething(member.getValue())) {
                sorted.put(member.getKey(), member.getValue());
            }
        });
        return new String(Json.write(sorted), StandardCharsets.UTF_8);
    }

    private static boolean saysSomething(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case NUMBER -> value.decimalValue().signum() != 0;
            case BOOLEAN -> value.asBoolean();
            case ARRAY, OBJECT, STRING, BINARY, POJO ->
                !value.isEmpty() || !value.asString("").isEmpty();
        };
    }
}
