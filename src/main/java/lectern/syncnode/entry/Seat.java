package lectern.syncnode.entry;

import java.time.Instant;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.blob.BlobId;
import lectern.db.Row;

/// What one account has at one address: its row of `store_member`, and the store, if that is still there.
///
/// @param permission that it has, or had when the store was deleted; empty when it is gone for good
/// @param event the last that happened, which says whether the store can be used
/// @param orphaned since when no account owns the store any more, until the sweeper says so in its event
@SuppressWarnings("ArrayRecordComponent") // never compared
record Seat(
        AccountId account,
        Address address,
        boolean own,
        byte[] nameSealed,
        Optional<Permission> permission,
        Event event,
        Instant at,
        Optional<String> client,
        long position,
        Optional<Instant> orphaned,
        Optional<Stored> stored) {

    /// What [#read] needs of `store_member m`, `store s` and the owner's `account h`.
    static final String COLUMNS = """
            m.account_id, m.address, m.own, m.name_sealed, m.permission, m.event, m.at, m.client, m.position,
            s.home, h.name_sealed as home_sealed, s.members, s.number, s.token, s.previous_token, s.writer, s.created_at,
            s.modified_at, s.deleted_at, s.deleted_by, s.name_size, s.meta, s.content_type, s.content_encoding, s.size,
            s.sha256, s.blob_id,
            case when m.own = 1 or m.permission = 'own' or m.event not in ('put', 'grant') then null else (
                select max(a.deleted_at) from store_member o join account a on a.id = o.account_id
                where o.address = m.address and o.permission = 'own' and o.event in ('put', 'grant')
                having count(*) = count(a.deleted_at)) end as orphaned_at
            """;

    /// The row of `store`.
    ///
    /// @param home whom it is charged to
    /// @param members how many may use it, or might when it was deleted
    /// @param previous the token before; empty when there was nothing before this version
    /// @param deletedBy empty while it can be used
    record Stored(
            AccountId home,
            byte[] homeSealed,
            long members,
            long number,
            Token token,
            Optional<Token> previous,
            AccountId writer,
            Instant created,
            Instant modified,
            Optional<AccountId> deletedBy,
            long nameSize,
            Properties properties,
            Optional<BlobId> blob) {

        long charge() {
            return Ledger.charge(nameSize, properties);
        }
    }

    static Seat read(Row row) {
        return new Seat(
                new AccountId(row.text("account_id")),
                new Address(row.text("address")),
                row.flag("own"),
                row.bytes("name_sealed"),
                row.optionalText("permission").map(Permission::of),
                Event.of(row.text("event")),
                row.instant("at"),
                row.optionalText("client"),
                row.whole("position"),
                row.optionalInstant("orphaned_at"),
                row.optionalText("home").map(home -> stored(row, new AccountId(home))));
    }

    private static Stored stored(Row row, AccountId home) {
        return new Stored(
                home,
                row.bytes("home_sealed"),
                row.whole("members"),
                row.whole("number"),
                new Token(row.text("token")),
                row.optionalText("previous_token").map(Token::new),
                new AccountId(row.text("writer")),
                row.instant("created_at"),
                row.instant("modified_at"),
                row.optionalText("deleted_by").map(AccountId::new),
                row.whole("name_size"),
                properties(row),
                row.optionalText("blob_id").map(BlobId::new));
    }

    static Properties properties(Row row) {
        return new Properties(
                row.optionalText("meta"),
                row.optionalText("content_type"),
                row.optionalText("content_encoding"),
                row.whole("size"),
                row.text("sha256"));
    }

    boolean live() {
        return event.live() && orphaned.isEmpty();
    }

    /// When it was deleted, if this account had a permission then.
    Optional<Instant> deleted() {
        return orphaned.or(() -> Optional.of(at).filter(_ -> event == Event.DELETE || event == Event.OWNER_DELETED));
    }

    /// The store of a seat that is live, or that an owner may bring back.
    Stored store() {
        return stored.orElseThrow(() -> new IllegalStateException("no store at " + address));
    }

    Permission rights() {
        return permission.orElseThrow(() -> new IllegalStateException("nobody sits at " + address));
    }
}
