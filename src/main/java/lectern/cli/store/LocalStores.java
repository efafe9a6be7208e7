package lectern.cli.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import lectern.account.AccountName;
import lectern.account.Caller;
import lectern.server.Stores;
import lectern.syncnode.entry.Author;
import lectern.syncnode.entry.Content.InBlob;
import lectern.syncnode.entry.Content.Inline;
import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Found;
import lectern.syncnode.entry.Grant;
import lectern.syncnode.entry.Listed;
import lectern.syncnode.entry.Operation;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Properties;
import lectern.syncnode.entry.Quota;
import lectern.syncnode.entry.QuotaLimit;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.entry.Value;
import lectern.syncnode.entry.Written;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SentVersion;
import lectern.syncnode.wire.StoreKey;

/// Stores in the data folder, also while a server runs on it: both see each other's writes at once.
public final class LocalStores implements OwnStores {
    private final Stores stores;
    private final EntryStore entries;
    private final Caller caller;
    private final Author author;
    private final Consumer<String> note;

    /// @param stores closed together with this
    /// @param note told in a few words what was changed
    public LocalStores(Stores stores, Caller caller, String client, Consumer<String> note) {
        this.stores = stores;
        this.entries = stores.entries();
        this.caller = caller;
        this.author = new Author(caller, Optional.of(client));
        this.note = note;
    }

    @Override
    public List<Line> list(String prefix) {
        var lines = entries.index(caller, prefix).lines();
        var all = new ArrayList<Line>();
        for (int from = 0; from < lines.size(); from += EntryStore.MOST_ROWS) {
            entries.rows(caller, lines.subList(from, Math.min(lines.size(), from + EntryStore.MOST_ROWS))).stream()
                    .map(LocalStores::line)
                    .forEach(all::add);
        }
        return all;
    }

    private static Line line(Listed listed) {
        return line(listed.key(), listed.entry());
    }

    private static Line line(String key, Entry entry) {
        return new Line(
                key,
                entry.permission(),
                entry.token().value(),
                entry.address().text(),
                entry.properties().size(),
                entry.properties().contentType(),
                entry.modified(),
                entry.own() ? Optional.empty() : entry.owner().map(AccountName::value));
    }

    @Override
    public Opened open(String key, Optional<String> version) {
        return asked(key, () -> {
            var reference = reference(key);
            var found = done(version.map(token -> entries.find(caller, reference, token))
                    .orElseGet(() -> entries.find(caller, reference)));
            var properties = found.entry().properties();
            return new Opened(line(key, found.entry()), properties.meta(), properties.sha256(), bytes(found));
        });
    }

    private InputStream bytes(Found found) {
        return switch (found.content()) {
            case Inline(var bytes) -> new ByteArrayInputStream(bytes);
            case InBlob(var id) -> stores.blobs().open(id);
        };
    }

    @Override
    public boolean exists(String key) {
        return asked(key, () -> entries.find(caller, reference(key)) instanceof Outcome.Done<Found>);
    }

    @Override
    public Stored put(String key, Expected expected, Content content) throws IOException {
        var reference = asked(key, () -> reference(key));
        var meta = asked(key, () -> content.meta().flatMap(SentVersion::meta));
        long size = content.size().orElse(0);
        var _ = asked(
                key,
                () -> done(entries.check(
                        caller,
                        reference,
                        expected,
                        size,
                        meta.map(String::length).orElse(0))));
        var value = value(content, meta);
        var written = asked(key, () -> done(entries.put(author, new Operation.Put(reference, expected, value))));
        note.accept("store written");
        return stored(written);
    }

    private Value value(Content content, Optional<String> meta) throws IOException {
        try (var bytes = content.source().open()) {
            return Value.take(
                    stores.blobs(),
                    caller.account(),
                    bytes,
                    (size, sha256) -> new Properties(meta, content.contentType(), Optional.empty(), size, sha256));
        }
    }

    private static Stored stored(Written written) {
        return new Stored(written.status(), written.entry().token().value());
    }

    @Override
    public void delete(String key, Expected expected) {
        var _ = asked(key, () -> done(entries.delete(author, new Operation.Delete(reference(key), expected))));
        note.accept("store deleted");
    }

    @Override
    public List<Version> versions(String key) {
        return asked(
                key,
                () -> done(entries.versions(caller, reference(key))).stream()
                        .map(version -> new Version(
                                version.token().value(),
                                version.properties().size(),
                                version.properties().contentType(),
                                version.modified(),
                                version.by().map(AccountName::value),
                                version.current()))
                        .toList());
    }

    @Override
    public Stored restore(String key, String version, Expected expected) {
        var restored = asked(key, () -> done(entries.restore(author, reference(key), version, expected)));
        note.accept("store restored");
        return stored(restored);
    }

    @Override
    public List<Member> members(String key) {
        return asked(
                key,
                () -> done(entries.members(caller, reference(key))).stream()
                        .map(member -> new Member(member.user().value(), member.permission()))
                        .toList());
    }

    @Override
    public void share(String key, List<Grant> grants) {
        var _ = asked(key, () -> done(entries.share(author, reference(key), grants)));
        note.accept("store shared");
    }

    @Override
    public void unshare(String key, Collection<String> users) {
        var _ = asked(key, () -> done(entries.unshare(author, reference(key), users)));
        note.accept("store no longer shared");
    }

    @Override
    public Quota quota() {
        return entries.quota(caller.account());
    }

    /// What the operator granted this account.
    public QuotaLimit limit() {
        return entries.limit(caller.account().id());
    }

    public void limit(QuotaLimit limit) {
        entries.limit(caller.account().id(), limit);
        note.accept("quota changed");
    }

    private static Reference reference(String key) {
        return StoreKey.of(key, false);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.orElseThrow(Refusal::of);
    }

    /// The server says the same, so it is said in the same words.
    private static <T> T asked(String key, Supplier<T> question) {
        try {
            return question.get();
        } catch (Refusal refusal) {
            throw Refused.of(key, refusal.error().toJson());
        }
    }

    @Override
    public void close() {
        stores.close();
    }
}
