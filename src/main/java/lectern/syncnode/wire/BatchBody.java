package lectern.syncnode.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.http.Fault;
import lectern.http.Faulted;
import lectern.http.Request;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Reference;

/// The body of a batch: what shall be done, in order.
///
/// @param atomic all of it or nothing
public record BatchBody(boolean atomic, List<Item> items) {
    public static final int LARGEST = 8 * 1024 * 1024;

    public BatchBody {
        items = List.copyOf(items);
    }

    /// One operation.
    public sealed interface Item {
        Reference reference();

        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Put(Reference reference, SentVersion version, byte[] bytes) implements Item {}

        record Delete(Reference reference, Expected expected) implements Item {}

        record Check(Reference reference, Expected expected) implements Item {}

        /// Without a change.
        ///
        /// @param whole the bytes too
        /// @param known the version that the client has
        record Read(Reference reference, boolean whole, Optional<String> known) implements Item {}
    }

    public static BatchBody of(Request request, int mostOperations) {
        var body = members(request, mostOperations);
        if (!(body.members().get("operations") instanceof ArrayNode operations)) {
            throw bad("A batch has a list of `operations`.");
        }
        if (operations.size() > mostOperations) {
            throw new Refusal(new SyncNodeError.BatchTooLarge(mostOperations, LARGEST));
        }
        var items = new ArrayList<Item>();
        operations.forEach(operation -> items.add(item(operation)));
        return new BatchBody(body.flag("atomic"), items);
    }

    private static JsonBody members(Request request, int mostOperations) {
        try {
            return JsonBody.of(request, LARGEST).orElseThrow(() -> bad("A batch is an object of JSON."));
        } catch (Faulted faulted) {
            throw faulted.fault() instanceof Fault.TooLarge
                    ? new Refusal(new SyncNodeError.BatchTooLarge(mostOperations, LARGEST))
                    : faulted;
        }
    }

    private static Item item(JsonNode node) {
        if (!(node instanceof ObjectNode members)) {
            throw bad("Each operation is an object.");
        }
        var body = new JsonBody(members);
        var key = body.text("key").orElseThrow(() -> bad("Each operation has a `key`."));
        var reference =
                StoreKey.of(key, body.text("owner").filter("self"::equals).isPresent());
        var expected = body.text("token").map(Expected::token).orElse(Expected.NOTHING);
        return switch (body.text("op").orElse("")) {
            case "put" -> put(reference, expected, body);
            case "delete" -> new Item.Delete(reference, expected);
            case "check" -> new Item.Check(reference, expected);
            case "get" -> new Item.Read(reference, true, body.text("ifNoneMatch"));
            case "head" -> new Item.Read(reference, false, body.text("ifNoneMatch"));
            default -> throw bad("An `op` is put, delete, check, get or head.");
        };
    }

    private static Item put(Reference reference, Expected expected, JsonBody body) {
        var bytes = bytes(body);
        var version = new SentVersion(
                expected,
                body.text("meta").flatMap(SentVersion::meta),
                body.text("contentType").map(type -> inHeader(type, "contentType")),
                body.text("contentEncoding").map(encoding -> inHeader(encoding, "contentEncoding")),
                OptionalLong.of(bytes.length),
                Digests.none());
        return new Item.Put(reference, version, bytes);
    }

    /// What comes back as a header later.
    private static String inHeader(String text, String member) {
        if (text.isBlank()
                || text.length() > SentVersion.LONGEST_TYPE
                || !text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw bad("Not fit for a header: " + member);
        }
        return text;
    }

    private static byte[] bytes(JsonBody body) {
        var text = body.text("text");
        var base64 = body.text("base64");
        if (text.isPresent() == base64.isPresent()) {
            throw bad("A put has either `text` or `base64`.");
        }
        try {
            return text.map(clear -> clear.getBytes(StandardCharsets.UTF_8))
                    .orElseGet(() -> Base64.getDecoder().decode(base64.orElseThrow()));
        } catch (IllegalArgumentException _) {
            throw bad("This is no base64.");
        }
    }

    private static Refusal bad(String what) {
        return new Refusal(new SyncNodeError.BadRequest(what));
    }
}
