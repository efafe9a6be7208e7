package lectern.syncnode.entry;

import java.time.Instant;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.blob.BlobId;
import lectern.db.Row;

/// What one account has at one address: its row of `store_member`, and the store, if that is still there.
///
/// @param id of the row
/// @param permission that it has, or had when the store was deleted; empty when it is gone for good
/// @param event the last that happened, which says whether the store can be used
/// @param version the current one, or the last there was
/// @param orphaned since when no account owns the store any more, until the sweeper says so in its event
@SuppressWarnings("ArrayRecordComponent") // never compared
record Seat(
        long id,
        AccountId account,
        Address address,
        boolean own,
        byte[] nameSealed,
        Optional<Permission> permission,
        Event event,
        Instant at,
        Optional<String> client,
        long position,
        long version,
        Optional<Instant> orphaned,
        Optional<Stored> stored) {

    private static final byte[] NOTHING = {};

    /// What [#read] needs of `store_member m` and [#JOINS].
    static final String COLUMNS = """
            m.id, m.account_id, m.address, m.own, m.name_sealed, m.permission, m.event, m.at, m.client, m.position,
            m.version, s.home, h.name_sealed as home_sealed, s.members, s.created_at, s.deleted_by, s.trash, s.name_size,
            v.previous, v.number, v.token, v.previous_token, v.writer, v.modified_at, v.meta, v.content_type,
            v.content_encoding, v.size, v.sha256, v.blob_id,
            case when m.own = 1 or m.permission = 'own' or m.event not in ('put', 'grant') then null else (
                select max(a.deleted_at) from store_member o join account a on a.id = o.account_id
                where o.address = m.address and o.permission = 'own' and o.event in ('put', 'grant')
                having count(*) = count(a.deleted_at)) end as orphaned_at
            """;

    /// The store, its version, and the account it is charged to, if that is another one.
    static final String JOINS = """
            left join store s on s.address = m.address
            left join store_version v on v.id = m.version
            left join account h on h.id = s.home and h.id <> m.account_id
            """;

    /// The row of `store`, and that of its version.
    ///
    /// @param home whom it is charged to
    /// @param homeSealed that account's name; empty for one's own
    /// @param members how many may use it, or might when it was deleted
    /// @param deletedBy empty while it can be used
    /// @param inTrash whether it can be brought back
    /// @param replaced the version before, which may be gone; 0 when there was none
    /// @param previous the token before; empty when there was nothing before this version
    record Stored(
            AccountId home,
            byte[] homeSealed,
            long members,
            Instant created,
            Optional<AccountId> deletedBy,
            boolean inTrash,
            long nameSize,
            long replaced,
            long number,
            Token token,
            Optional<Token> previous,
            AccountId writer,
            Instant modified,
            Properties properties,
            Optional<BlobId> blob) {

        long charge() {
            return Ledger.charge(nameSize, properties);
        }
    }

    static Seat read(Row row) {
        return new Seat(
                row.whole("id"),
                new AccountId(row.text("account_id")),
                new Address(row.text("address")),
                row.flag("own"),
                row.bytes("name_sealed"),
                row.optionalText("permission").map(Permission::of),
                Event.of(row.text("event")),
                row.instant("at"),
                row.optionalText("client"),
                row.whole("position"),
                row.whole("version"),
                row.optionalInstant("orphaned_at"),
                row.optionalText("home")
                        .flatMap(home -> row.optionalText("token")
                                .map(token -> stored(row, new AccountId(home), new Token(token)))));
    }

    private static Stored stored(Row row, AccountId home, Token token) {
        return new Stored(
                home,
                row.optionalBytes("home_sealed").orElse(NOTHING),
                row.whole("members"),
                row.instant("created_at"),
                row.optionalText("deleted_by").map(AccountId::new),
                row.wholeOrZero("trash") != 0,
                row.whole("name_size"),
                row.wholeOrZero("previous"),
                row.whole("number"),
                token,
                row.optionalText("previous_token").map(Token::new),
                new AccountId(row.text("writer")),
                row.instant("modified_at"),
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

    /// Where its history begins; 0 when it has none.
    long past() {
        return live() ? store().replaced() : store().inTrash() ? version : 0;
    }

    Permission rights() {
        return permission.orElseThrow(() -> new IllegalStateException("nobody sits at " + address));
    }
}
