package lectern.db;

import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteSchemaTest implements SchemaContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @Override
    public Database database() {
        return database.open();
    }

    @Override
    public String schema(Tx tx) {
        var statements = tx.list(
                "select sql from sqlite_schema where sql is not null order by tbl_name, type desc, name",
                row -> row.text("sql") + ";\n");
        return String.join("\n", statements);
    }
}
