package lectern.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.Database;
import lectern.db.DatabaseSettings;

import static lectern.account.TestStores.owner;
import static lectern.account.TestStores.web;
import static org.assertj.core.api.Assertions.assertThat;

/// What a thief finds in the files of the database.
class SecretsAtRestTest {
    @Test
    void neitherNamesNorAnythingThatSignsInCanBeRead(@TempDir Path folder) throws IOException {
        List<String> secrets;
        try (var database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("lectern.db")));
                var services = TestServices.on(database)) {
            secrets = leave(services);
        }

        var stored = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                stored.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(stored).contains("A label that may be read");
        assertThat(secrets)
                .allSatisfy(secret -> assertThat(stored.toString()).as(secret).doesNotContainIgnoringCase(secret));
    }

    /// Everything an account can have.
    private static List<String> leave(TestServices services) {
        var stores = services.stores();
        services.claimed("Wilhelmina");
        services.signedIn(TestServices.md5("wilhelmina"), Door.KOSYNC);
        var account = stores.accounts()
                .changeMail(stores.again("Wilhelmina"), Optional.of(new MailAddress("mina@example.org")))
                .orElseThrow();
        var key = stores.deviceKeys().add(account, "A label that may be read", new Scope.Reading());
        var session = stores.sessions().open(owner(account), web());
        var known = "b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d"; // of name and password
        stores.sessions().adopt(owner(account), known, web());
        var invite = stores.invites().add("", Role.MEMBER, 1, Optional.empty());
        return List.of(
                "wilhelmina",
                "mina@example",
                TestServices.PASSWORD,
                Tokens.md5Hex(TestServices.PASSWORD),
                key.key(),
                Tokens.md5Hex(key.key()),
                session.token(),
                known,
                Tokens.hash(known),
                invite.code(),
                TestStores.SECRET);
    }
}
