package lectern.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PrivateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void whatAProcessThatDiedLeftIsRemoved() throws IOException {
        var spool = folder.resolve("spool");
        PrivateFolder.makeEmpty(spool);
        Files.writeString(spool.resolve("form.123.new"), "half of it");

        assertThat(PrivateFolder.makeEmpty(spool)).isEmptyDirectory();
    }

    @Test
    void onlyItsOwnerMayLook() throws IOException {
        var made = PrivateFolder.make(folder.resolve("data"));

        if (Files.getFileStore(made).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aPowerCutDoesNotTakeANewFolderAway() throws IOException {
        var disk = new FaultyDisk(Files.createDirectory(folder.resolve("graves")));
        var made = PrivateFolder.make(disk.show(folder).resolve("a/b/c"));
        disk.losePower();
        assertThat(made).isDirectory();
    }
}
