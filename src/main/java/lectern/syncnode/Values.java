package lectern.syncnode;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

import lectern.account.Caller;
import lectern.blob.BlobStore;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.syncnode.entry.Content;
import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Found;
import lectern.syncnode.entry.Obstacle;
import lectern.syncnode.entry.Operation;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.entry.Written;
import lectern.syncnode.wire.Conditions;
import lectern.syncnode.wire.Reading;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SentVersion;
import lectern.syncnode.wire.SyncNodeError;
import lectern.syncnode.wire.VersionHeaders;

import static java.util.Locale.ROOT;

/// `/store/{key}`: what is in one store, read, replaced and removed.
final class Values {
    /// A store without a type holds bytes.
    private static final String NO_TYPE = "application/octet-stream";

    private final EntryStore entries;
    private final BlobStore blobs;
    private final Intake intake;

    Values(EntryStore entries, BlobStore blobs, Intake intake) {
        this.entries = entries;
        this.blobs = blobs;
        this.intake = intake;
    }

    void routes(Router to, Gate gate) {
        to.get("/store/{key...}", gate.onStore("read a store", this::get));
        to.put("/store/{key...}", gate.onStore("write a store", this::put));
        to.delete("/store/{key...}", gate.onStore("delete a store", this::delete));
    }

    private Response get(Visit visit, Caller caller, Reference reference) throws IOException {
        var request = visit.request();
        var version = request.query("version");
        var found =
                version.isPresent() ? entries.find(caller, reference, version.get()) : entries.find(caller, reference);
        return switch (found) {
            case Outcome.Done<Found>(var value) -> shown(request, value);
            case Outcome.Refused<Found>(Obstacle.Unknown(var deleted))
            when Conditions.expectSomething(request) -> throw Refusal.of(new Obstacle.Vanished(deleted));
            case Outcome.Refused<Found>(var obstacle) -> throw Refusal.of(obstacle);
        };
    }

    private Response shown(Request request, Found found) throws IOException {
        var entry = found.entry();
        long size = entry.properties().size();
        return switch (Reading.of(request, entry.token().value(), entry.modified(), size)) {
            case Reading.Whole() -> described(entry, bytes(found, 200, 0, size));
            case Reading.Part part ->
                described(entry, bytes(found, 206, part.first(), part.length()))
                        .with("Content-Range", part.contentRange(size));
            case Reading.NotModified() -> cached(VersionHeaders.naming(entry, Response.empty(304)));
            case Reading.Mismatch() -> throw new Refusal(new SyncNodeError.TokenMismatch(Optional.of(entry)));
            case Reading.Unsatisfiable() -> throw new Refusal(new SyncNodeError.BadRange(size));
        };
    }

    private Response bytes(Found found, int status, long from, long length) throws IOException {
        var type = found.entry().properties().contentType().orElse(NO_TYPE);
        return switch (found.content()) {
            case Content.Inline(var bytes) -> Response.bytes(status, type, part(bytes, (int) from, (int) length));
            case Content.InBlob(var id) -> Response.file(status, type, blobs.channel(id), from, length);
        };
    }

    private static byte[] part(byte[] bytes, int from, int length) {
        return length == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, from + length);
    }

    /// What is stored is other people's: no page of ours, whatever its type says, and changed by nobody on the way.
    private static Response described(Entry entry, Response bytes) {
        var named = VersionHeaders.meta(entry, VersionHeaders.naming(entry, bytes));
        var described = VersionHeaders.digest(entry, VersionHeaders.standing(entry, cached(named)))
                .with("Accept-Ranges", "bytes")
                .with("Content-Security-Policy", "sandbox; default-src 'none'");
        return entry.properties()
                .contentEncoding()
                .map(encoding -> described.with("Content-Encoding", encoding))
                .orElse(described);
    }

    private static Response cached(Response response) {
        return response.with("Cache-Control", "private, no-cache, no-transform");
    }

    private Response put(Visit visit, Caller caller, Reference reference) throws IOException {
        var sent = sent(visit, caller, reference);
        var value = visit.value(() -> intake.receive(visit, caller, reference, sent));
        var put = new Operation.Put(reference, sent.expected(), value);
        return written(entries.put(visit.author(caller), put).orElseThrow(Refusal::of));
    }

    /// Who may not write at all hears that first, whatever is wrong with what was sent.
    private SentVersion sent(Visit visit, Caller caller, Reference reference) {
        try {
            return SentVersion.of(visit.request());
        } catch (Refusal malformed) {
            intake.refuseStrangers(caller, reference);
            throw malformed;
        }
    }

    static Response written(Written written) {
        var entry = written.entry();
        var named = VersionHeaders.standing(entry, VersionHeaders.naming(entry, Response.empty(204)));
        return remaining(written.quotaLeft(), VersionHeaders.digest(entry, named))
                .with("X-Sync-Status", inWords(written.status()));
    }

    static String inWords(Written.Status status) {
        return status.name().toLowerCase(ROOT);
    }

    private static Response remaining(OptionalLong left, Response response) {
        return left.isPresent() ? response.with("X-Sync-Quota-Remaining", Long.toString(left.getAsLong())) : response;
    }

    private Response delete(Visit visit, Caller caller, Reference reference) {
        var delete = new Operation.Delete(reference, Conditions.of(visit.request()));
        var deleted = entries.delete(visit.author(caller), delete).orElseThrow(Refusal::of);
        return Response.empty(204).with("ETag", VersionHeaders.tag(deleted.token()));
    }
}
