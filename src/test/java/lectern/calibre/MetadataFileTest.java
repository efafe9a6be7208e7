package lectern.calibre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.calibre.MetadataFile.Look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MetadataFileTest {
    @TempDir
    private Path temp;

    private Path library;
    private Path ours;
    private MetadataFile metadata;

    @BeforeEach
    void aFileOfSomeBytes() throws IOException {
        library = Files.createDirectories(temp.resolve("library"));
        ours = Files.createDirectories(temp.resolve("ours"));
        metadata = MetadataFile.in(library);
        Files.write(metadata.file(), new byte[100]);
    }

    @Test
    void looksTheSameWhileNobodyWrites() throws IOException {
        assertThat(metadata.look()).isEqualTo(metadata.look());
    }

    @Test
    void looksDifferentWhenItsTimeChanged() throws IOException {
        var look = metadata.look();
        Files.setLastModifiedTime(metadata.file(), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));

        assertThat(metadata.look()).isNotEqualTo(look);
    }

    @Test
    void looksDifferentWhenOnlyTheChangeCounterMoved() throws IOException {
        var look = metadata.look();
        var time = Files.getLastModifiedTime(metadata.file());
        var bytes = new byte[100];
        bytes[27] = 1;
        Files.write(metadata.file(), bytes);
        Files.setLastModifiedTime(metadata.file(), time);

        assertThat(metadata.look()).isNotEqualTo(look);
    }

    @Test
    void looksDifferentWhenTheLogBesideItGrew() throws IOException {
        var look = metadata.look();
        Files.write(library.resolve("metadata.db-wal"), new byte[10]);

        assertThat(metadata.look()).isNotEqualTo(look);
    }

    @Test
    void aChangeIsUnfinishedWhileItsJournalBeginsWithSomethingElseThanZero() throws IOException {
        assertThat(metadata.look().unfinished()).isFalse();
        var journal = library.resolve("metadata.db-journal");
        Files.write(journal, new byte[0]);
        assertThat(metadata.look().unfinished()).isFalse();
        Files.write(journal, new byte[512]); // the journal mode "persist" leaves it like this
        assertThat(metadata.look().unfinished()).isFalse();
        Files.write(journal, new byte[] {(byte) 0xd9, (byte) 0xd5});
        assertThat(metadata.look().unfinished()).isTrue();
    }

    @Test
    void isOldWhenNothingOfItWasTouchedForAMinute() throws IOException {
        var touched = Instant.parse("2026-01-02T03:04:05Z");
        Files.setLastModifiedTime(metadata.file(), FileTime.from(touched));
        assertThat(metadata.look().isOld(touched.plus(Duration.ofMinutes(1)))).isFalse();
        assertThat(metadata.look().isOld(touched.plus(Duration.ofSeconds(61)))).isTrue();

        var log = Files.write(library.resolve("metadata.db-wal"), new byte[10]);
        Files.setLastModifiedTime(log, FileTime.from(touched.plus(Duration.ofSeconds(30))));
        assertThat(metadata.look().isOld(touched.plus(Duration.ofSeconds(61)))).isFalse();
    }

    @Test
    void isCopiedWithItsLog() throws IOException {
        Files.write(library.resolve("metadata.db-wal"), new byte[] {1, 2});

        var copy = metadata.copyTo(ours, metadata.look());

        assertThat(copy).contains(ours.resolve("metadata.db"));
        assertThat(ours.resolve("metadata.db")).hasBinaryContent(new byte[100]);
        assertThat(ours.resolve("metadata.db-wal")).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void aCopyOfWhatChangedMeanwhileIsOfNoUse() throws IOException {
        var look = metadata.look();
        Files.write(metadata.file(), new byte[101]);

        assertThat(metadata.copyTo(ours, look)).isEmpty();
    }

    @Test
    void aCopyReplacesWhatIsLeftOfAnEarlierOne() throws IOException {
        Files.write(ours.resolve("metadata.db"), new byte[5000]);
        Files.write(ours.resolve("metadata.db-wal"), new byte[5000]);

        assertThat(metadata.copyTo(ours, metadata.look())).isPresent();

        assertThat(ours.resolve("metadata.db")).hasSize(100);
        assertThat(ours.resolve("metadata.db-wal")).doesNotExist();
    }

    @Test
    void noCopyIsMadeThatWouldFillTheDisk() throws IOException {
        var usual = metadata.look();
        var huge = new Look(
                new MetadataFile.Part(Long.MAX_VALUE / 2, usual.database().modified()),
                usual.log(),
                usual.journal(),
                usual.changes(),
                false);

        assertThatThrownBy(() -> metadata.copyTo(ours, huge)).hasMessageContaining("not enough room");
        assertThat(ours).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftOfADeletedCopy() throws IOException {
        Files.write(library.resolve("metadata.db-wal"), new byte[] {1, 2});
        metadata.copyTo(ours, metadata.look());

        MetadataFile.deleteCopy(ours);

        assertThat(ours).isEmptyDirectory();
    }

    @Test
    void aMissingFileAndAFolderInItsPlaceAreErrors() throws IOException {
        Files.delete(metadata.file());
        assertThatThrownBy(metadata::look).isInstanceOf(NoSuchFileException.class);

        Files.createDirectory(metadata.file());
        assertThatThrownBy(metadata::look).hasMessageContaining("is not a file");
    }

    @Test
    void aFileTooShortForADatabaseCanBeLookedAt() throws IOException {
        Files.write(metadata.file(), new byte[3]);

        assertThat(metadata.look().changes()).isZero();
    }
}
