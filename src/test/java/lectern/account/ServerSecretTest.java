package lectern.account;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerSecretTest {
    private static final String OURS = "a secret from the environment";

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    private Path data;

    private Path file;
    private ServerIdentities identities;

    @BeforeEach
    void open() {
        file = data.resolve("secret.key");
        identities = new SqlServerIdentities(database.open(), InstantSource.system());
    }

    @Test
    void anEmptyDatabaseGetsASecretThatItsOwnerOnlyMayRead() throws Exception {
        var made = unlock(Optional.empty());

        assertThat(Files.readString(file)).matches("[0-9A-Za-z_-]{43}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(identities.find().map(ServerIdentity::secretFingerprint)).contains(made.fingerprint());
        assertThat(unlock(Optional.empty()).fingerprint()).isEqualTo(made.fingerprint());
    }

    @Test
    void aSecretThatIsThereIsKept() throws Exception {
        Files.writeString(file, "  one that the operator made\n");

        assertThat(unlock(Optional.empty()).fingerprint())
                .isEqualTo(new Privacy("one that the operator made", new SecureRandom()).fingerprint());
    }

    @Test
    void aGivenSecretNeedsNoFile() {
        unlock(Optional.of(OURS));

        assertThat(file).doesNotExist();
    }

    @Test
    void anotherSecretRefusesToStartAndChangesNothing() {
        unlock(Optional.of(OURS));
        var settled = identities.find();

        assertThatThrownBy(() -> unlock(Optional.of("another secret of this length")))
                .isInstanceOf(WrongSecret.class)
                .hasMessageContaining("is not the one this database was made with")
                .hasMessageNotContaining("another secret of this length");
        assertThat(identities.find()).isEqualTo(settled);
    }

    @Test
    void aDatabaseThatIsInUseGetsNoNewSecret() {
        unlock(Optional.of(OURS));

        assertThatThrownBy(() -> unlock(Optional.empty()))
                .isInstanceOf(WrongSecret.class)
                .hasMessageContaining("The secret of this database is missing")
                .hasMessageContaining(file.toString());
        assertThat(file).doesNotExist();
    }

    @Test
    void aSecretThatCouldBeGuessedIsRefused() {
        assertThatThrownBy(() -> unlock(Optional.of("hunter2")))
                .isInstanceOf(WrongSecret.class)
                .hasMessageContaining("at least 16 characters")
                .hasMessageNotContaining("hunter2");
        assertThat(identities.find()).isEmpty();
    }

    @Test
    void aSecretThatCannotBeReadIsOneSentence() throws Exception {
        Files.createDirectory(file);

        assertThatThrownBy(() -> unlock(Optional.empty()))
                .isInstanceOf(WrongSecret.class)
                .hasMessageContaining("cannot be read");
    }

    private Privacy unlock(Optional<String> secret) {
        var settings = new AccountSettings(RegistrationMode.CLOSED, true, secret, file);
        assertThat(settings.toString()).doesNotContain(secret.orElse("secret from the environment"));
        return ServerSecret.unlock(identities, settings, new SecureRandom());
    }
}
