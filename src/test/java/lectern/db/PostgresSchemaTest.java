package lectern.db;

import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSchemaTest implements SchemaContract {
    private static final String COLUMNS = """
            select '    ' || attname || ' ' || format_type(atttypid, atttypmod)
                || case when attcollation = any (select oid from pg_collation where collname <> 'default')
                    then ' collate ' || attcollation::regcollation else '' end
                || case when attnotnull then ' not null' else '' end
                || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
            from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
            where attrelid = cast(? as regclass) and attnum > 0 and not attisdropped order by attnum
            """;

    private static final String CONSTRAINTS = """
            select '    ' || pg_get_constraintdef(oid) as line from pg_constraint
            where conrelid = cast(? as regclass) and contype <> 'n' order by contype, conname
            """; // 'n': not null, which the columns show

    private static final String INDEXES = """
            select indexdef || ';' as line from pg_indexes
            where tablename = ? and indexname not in (select conname from pg_constraint) order by indexname
            """;

    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @Override
    public Database database() {
        return database.open();
    }

    @Override
    public String schema(Tx tx) {
        return tx
                .list(
                        "select tablename from pg_tables where schemaname = current_schema() order by tablename",
                        row -> row.text("tablename"))
                .stream()
                .map(table -> "table " + table + "\n" + lines(tx, COLUMNS, table) + lines(tx, CONSTRAINTS, table)
                        + lines(tx, INDEXES, table))
                .collect(Collectors.joining("\n"));
    }

    private static String lines(Tx tx, String sql, String table) {
        return tx.list(sql, row -> row.text("line") + "\n", table).stream().collect(Collectors.joining());
    }
}
