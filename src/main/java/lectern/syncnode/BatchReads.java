package lectern.syncnode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import tools.jackson.databind.node.ObjectNode;

import lectern.blob.BlobStore;
import lectern.json.Json;
import lectern.syncnode.entry.Content;
import lectern.syncnode.entry.Found;
import lectern.syncnode.wire.BatchBody;
import lectern.syncnode.wire.BatchBody.Item;

/// What a batch tells of the stores that it reads: their bytes as well, while they are small and few.
final class BatchReads {
    private static final long LARGEST = 1024 * 1024;

    private final BlobStore blobs;

    BatchReads(BlobStore blobs) {
        this.blobs = blobs;
    }

    Told begin() {
        return new Told();
    }

    /// One batch. Together its bytes are no more than may be sent in one.
    final class Told {
        private long room = BatchBody.LARGEST;

        ObjectNode tell(Found found, Item.Read asked) throws IOException {
            var entry = found.entry();
            var token = entry.token().value();
            if (asked.known().filter(token::equals).isPresent()) {
                return Json.object().put("status", 304).put("token", token);
            }
            var properties = entry.properties();
            var told = Json.object().put("status", 200).put("token", token).put("size", properties.size());
            properties.contentType().ifPresent(type -> told.put("contentType", type));
            properties.contentEncoding().ifPresent(encoding -> told.put("contentEncoding", encoding));
            properties.meta().ifPresent(meta -> told.put("meta", meta));
            told.put("modified", entry.modified().toEpochMilli())
                    .put("permission", entry.permission().name())
                    .put("address", entry.address().text());
            if (asked.whole() && properties.size() <= Math.min(LARGEST, room)) {
                room -= properties.size();
                putBytes(told, bytes(found.content()));
            }
            return told;
        }

        private byte[] bytes(Content content) throws IOException {
            return switch (content) {
                case Content.Inline(var bytes) -> bytes;
                case Content.InBlob(var id) -> {
                    try (InputStream in = blobs.open(id)) {
                        yield in.readAllBytes();
                    }
                }
            };
        }

        private static void putBytes(ObjectNode to, byte[] bytes) {
            try {
                var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                to.put("text", text.toString());
            } catch (CharacterCodingException _) {
                to.put("base64", Base64.getEncoder().encodeToString(bytes));
            }
        }
    }
}
