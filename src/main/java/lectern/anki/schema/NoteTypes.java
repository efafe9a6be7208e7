package lectern.anki.schema;

import java.util.List;
import java.util.Optional;

import lectern.db.DatabaseException;
import lectern.db.Row;
import lectern.db.Tx;

/// The note types of a collection, each in one row of `notetypes` and one of `fields` and `templates` for each of
/// its own.
public final class NoteTypes {
    private static final String SINCE = """
            select id, name, mtime_secs, usn, config
            from notetypes where usn >= ? order by usn, mtime_secs desc, id
            """;

    private static final String FIND = """
            select id, name, mtime_secs, usn, config
            from notetypes where id = ?
            """;

    private static final String FIELDS = "select name, config from fields where ntid = ? order by ord";
    private static final String TEMPLATES = "select name, config from templates where ntid = ? order by ord";

    private static final String SHAPE = """
            select config, (select count(*) from fields where ntid = id) as fields
            from notetypes where id = ?
            """;

    private static final String NAMESAKE = """
            select id, name, mtime_secs, usn, config
            from notetypes where name = ? and id <> ?
            """;

    private static final String PUT = """
            insert into notetypes (id, name, mtime_secs, usn, config) values (?, ?, ?, ?, ?)
            on conflict (id) do update set
                name = excluded.name, mtime_secs = excluded.mtime_secs, usn = excluded.usn, config = excluded.config
            """;

    private static final String PUT_FIELD = "insert into fields (ntid, ord, name, config) values (?, ?, ?, ?)";
    private static final String PUT_TEMPLATE = """
            insert into templates (ntid, ord, name, mtime_secs, usn, config) values (?, ?, ?, 0, 0, ?)
            """;

    private final Tx tx;

    public NoteTypes(Tx tx) {
        this.tx = tx;
    }

    /// What a note must fit.
    ///
    /// @param fields how many it has, at least one
    public record Shape(int fields, int sortField) {}

    /// Those changed in the sync with this number, or later, in an order in which a device never meets a name before
    /// the note type that had it was given another.
    public List<NoteType> since(int usn) {
        return tx.list(SINCE, NoteTypes::bare, usn).stream().map(this::whole).toList();
    }

    public List<NoteType> all() {
        return since(Integer.MIN_VALUE);
    }

    public Optional<NoteType> find(long id) {
        return tx.one(FIND, NoteTypes::bare, id).map(this::whole);
    }

    public Optional<Shape> shape(long id) {
        return tx.one(
                SHAPE,
                row -> new Shape(
                        (int) Math.max(1, row.whole("fields")), NoteType.sortField(Message.of(row.bytes("config")))),
                id);
    }

    /// The other one that has the name of this one.
    public Optional<NoteType> namesake(NoteType type) {
        return namesake(type.name(), type.id());
    }

    /// The same under a name that no other has: pluses are added until it is so.
    public NoteType uniquelyNamed(NoteType type) {
        return type.withName(Names.unique(type.name(), "+", name -> isTaken(name, type.id())));
    }

    boolean isTaken(String name, long byOtherThan) {
        return namesake(name, byOtherThan).isPresent();
    }

    private Optional<NoteType> namesake(String name, long id) {
        return tx.one(NAMESAKE, NoteTypes::bare, name, id).map(this::whole);
    }

    /// Stores it instead of the one with the same id, of which it inherits what the wire does not carry. Its name
    /// must be free.
    public void put(NoteType sent) {
        var type = find(sent.id()).map(sent::keepUnknown).orElse(sent);
        tx.update(
                PUT,
                type.id(),
                type.name(),
                type.modified(),
                type.usn(),
                type.config().bytes());
        tx.update("delete from fields where ntid = ?", type.id());
        tx.update("delete from templates where ntid = ?", type.id());
        try {
            for (int ord = 0; ord < type.fields().size(); ord++) {
                var field = type.fields().get(ord);
                tx.update(
                        PUT_FIELD, type.id(), ord, field.name(), field.config().bytes());
            }
            for (int ord = 0; ord < type.templates().size(); ord++) {
                var template = type.templates().get(ord);
                tx.update(
                        PUT_TEMPLATE,
                        type.id(),
                        ord,
                        template.name(),
                        template.config().bytes());
            }
        } catch (DatabaseException.Conflict _) {
            throw new Unreadable("two fields or two templates of a note type have the same name");
        }
    }

    private static NoteType bare(Row row) {
        return new NoteType(
                row.whole("id"),
                row.text("name"),
                row.whole("mtime_secs"),
                Rows.usn(row),
                Message.of(row.bytes("config")),
                List.of(),
                List.of());
    }

    private NoteType whole(NoteType bare) {
        return bare.withParts(
                tx.list(
                        FIELDS,
                        row -> new NoteType.Field(row.text("name"), Message.of(row.bytes("config"))),
                        bare.id()),
                tx.list(
                        TEMPLATES,
                        row -> new NoteType.Template(row.text("name"), Message.of(row.bytes("config"))),
                        bare.id()));
    }
}
