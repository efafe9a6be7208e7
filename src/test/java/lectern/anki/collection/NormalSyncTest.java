package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import lectern.account.Event;
import lectern.account.StaleAccount;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.db.TestDatabase;

import static lectern.anki.collection.TestSync.card;
import static lectern.anki.collection.TestSync.note;
import static lectern.anki.collection.TestSync.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class NormalSyncTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has an account of its own

    @TempDir
    private Path root;

    private TestSync server;

    @BeforeEach
    void open() {
        server = new TestSync(DATABASE.open(), root);
    }

    @AfterEach
    void close() {
        server.close();
    }

    interface Call {
        Object run() throws IOException;
    }

    static void refused(int status, Call call) {
        assertThatThrownBy(call::run)
                .asInstanceOf(type(Refusal.class))
                .extracting(refusal -> refusal.error().status())
                .isEqualTo(status);
    }

    @Test
    void anAccountThatNeverSyncedHasNothingToSay() throws IOException {
        var meta = server.device("a").meta();
        assertThat(meta)
                .hasToString(("{\"mod\":0,\"scm\":%d,\"usn\":0,\"ts\":%d,\"msg\":\"\",\"cont\":true,"
                                + "\"hostNum\":0,\"empty\":true,\"media_usn\":7}")
                        .formatted(
                                server.ana.createdAt().toEpochMilli(),
                                server.clock.instant().getEpochSecond()));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void theFirstSyncMakesTheCollection() throws IOException {
        var device = server.device("a");
        device.start(0);
        assertThat(device.applyChunk("{\"done\":true,\"cards\":[" + card(600, 10) + "]}")
                        .isNull())
                .isTrue();
        long at = device.finish();
        assertThat(at).isEqualTo(server.clock.instant().toEpochMilli());
        assertThat(server.state())
                .isEqualTo(new CollectionState(
                        Instant.ofEpochMilli(at), server.ana.createdAt(), 1, Instant.ofEpochMilli(at)));
        var meta = device.meta();
        assertThat(meta.get("mod").longValue()).isEqualTo(at);
        assertThat(meta.get("usn").longValue()).isEqualTo(1);
        assertThat(meta.get("empty").booleanValue()).isFalse();
    }

    @Test
    void afterwardsTheFileIsWholeAndFree() throws IOException {
        server.sync(0, "{}");
        try (var files = Files.list(server.folder.path())) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("collection.anki2", "lock");
        }
        assertThat(server.leases.holder(server.ana.id())).isEmpty();
    }

    @Test
    void numbersAreThoseOfTheServerWhateverTheClientSends() throws IOException {
        server.sync(0, "{}");
        server.sync(1, "{}");
        server.sync(2, "{\"revlog\":[%s],\"cards\":[%s]}".formatted(review(700), card(600, 10)));
        assertThat(server.number("select usn as n from cards")).isEqualTo(2);
        assertThat(server.number("select usn as n from revlog")).isEqualTo(2);
    }

    @Test
    void whatOneSentTheOtherGets() throws IOException {
        server.sync(
                0, "{\"revlog\":[%s],\"cards\":[%s]}".formatted(review(700), card(600, 10, "{\"pos\":1,\"new\":2}")));
        var other = server.device("b");
        other.start(0);
        assertThat(other.chunk())
                .hasToString(
                        "{\"revlog\":[[700,600,0,3,12,5,2500,8400,1]],"
                                + "\"cards\":[[600,500,1,0,10,0,0,0,1,0,0,0,0,0,0,0,0,\"{\\\"pos\\\":1,\\\"new\\\":2}\"]],\"done\":true}");
        other.abort();
        var third = server.device("c");
        third.start(1);
        assertThat(third.chunk()).hasToString("{\"done\":true}");
    }

    @Test
    void chunksAreOfASizeAndTheLastIsNotFull() throws IOException {
        var cards = LongStream.rangeClosed(1, 2000).mapToObj(id -> card(id, 10)).collect(Collectors.joining(","));
        server.sync(0, "{\"cards\":[" + cards + "]}");
        var other = server.device("b");
        other.start(0);
        for (int i = 0; i < 2; i++) {
            var chunk = other.chunk();
            assertThat(chunk.get("cards")).hasSize(1000);
            assertThat(chunk.get("done").booleanValue()).isFalse();
        }
        assertThat(other.chunk()).hasToString("{\"done\":true}");
    }

    @Test
    void everyRowIsSentOnceWhateverItsNumber() throws IOException {
        for (int usn = 0; usn < 30; usn++) {
            int first = 10_000 - 100 * usn; // a later number has lower ids
            var cards = LongStream.range(first, first + 1 + 7 * usn % 90)
                    .mapToObj(id -> card(id, 10))
                    .collect(Collectors.joining(","));
            server.sync(usn, "{\"cards\":[" + cards + "]}");
        }
        var other = server.device("b");
        other.start(3);
        var ids = new ArrayList<Long>();
        JsonNode chunk;
        do {
            chunk = other.chunk();
            chunk.path("cards").forEach(card -> ids.add(card.get(0).longValue()));
        } while (!chunk.get("done").booleanValue());
        other.abort();
        assertThat(ids).doesNotHaveDuplicates().hasSize((int)
                server.number("select count(*) as n from cards where usn >= 3"));
    }

    @Test
    void longNotesFillAChunkSooner() throws IOException {
        for (int usn = 0; usn < 3; usn++) {
            var notes = LongStream.rangeClosed(1 + 20L * usn, 20 + 20L * usn)
                    .mapToObj(id -> note(id, 10, "x".repeat(50_000) + "\u001fy"))
                    .collect(Collectors.joining(","));
            server.sync(usn, "{\"notes\":[" + notes + "]}");
        }
        var other = server.device("b");
        other.start(0);
        var first = other.chunk();
        assertThat(first.get("notes").size()).isBetween(20, 50);
        assertThat(first.get("done").booleanValue()).isFalse();
        var second = other.chunk();
        assertThat(first.get("notes").size() + second.get("notes").size()).isEqualTo(60);
        assertThat(second.get("done").booleanValue()).isTrue();
    }

    @Test
    void rowsAreFoundThroughTheirIndex() throws IOException {
        server.sync(0, "{}");
        for (var table : Outgoing.TABLES) {
            var same = server.texts("explain query plan " + table.same(), "detail", 0, Long.MAX_VALUE, 50);
            assertThat(same).singleElement().asString().contains("USING INDEX ix_", "(usn=? AND rowid>?)");
            var later = server.texts("explain query plan " + table.later(), "detail", 0, 50);
            assertThat(later).singleElement().asString().contains("USING INDEX ix_", "(usn>?)");
        }
    }

    @Test
    void whatOnlyTheClientChangedIsAcceptedWhateverTheClocksSay() throws IOException {
        server.sync(0, "{\"cards\":[" + card(600, 50, "old") + "]}");
        server.sync(1, "{\"cards\":[" + card(600, 10, "new") + "]}");
        assertThat(server.text("select data as t from cards")).isEqualTo("new");
    }

    @Test
    void ofTwoChangesTheLaterWinsAndInTheSameSecondTheClients() throws IOException {
        server.sync(0, "{}");
        server.sync(
                1,
                "{\"cards\":[%s,%s,%s]}"
                        .formatted(card(1, 20, "theirs"), card(2, 20, "theirs"), card(3, 20, "theirs")));
        server.sync(
                1, "{\"cards\":[%s,%s,%s]}".formatted(card(1, 19, "mine"), card(2, 20, "mine"), card(3, 21, "mine")));
        assertThat(server.texts("select data as t from cards order by id")).containsExactly("theirs", "mine", "mine");
    }

    @Test
    void aReviewIsNeverChanged() throws IOException {
        server.sync(0, "{\"revlog\":[" + review(700) + "]}");
        server.sync(1, "{\"revlog\":[[700,1,1,1,1,1,1,1,1]]}");
        assertThat(server.number("select cid as n from revlog")).isEqualTo(600);
    }

    @Test
    void fractionsAndNumbersOutOfRangeAreCutWhereClientsCutThem() throws IOException {
        server.sync(
                0,
                "{\"revlog\":[[1,2,0,3,12.7,-5.9,-1,1e12,77],[2,2,0,3,4,5,6,7]],"
                        + "\"cards\":[[600,500,1,0,10.5,0,0,0,99999999999,-3.5,0,0,0,0,1.9,0,0,\"\"]]}");
        assertThat(
                        server.text(
                                "select ivl || ' ' || lastIvl || ' ' || factor || ' ' || time || ' ' || type as t from revlog where id = 1"))
                .isEqualTo("12 -5 0 4294967295 0");
        assertThat(server.text("select mod || ' ' || due || ' ' || ivl || ' ' || odue as t from cards"))
                .isEqualTo("10 2147483647 0 1");
    }

    @Test
    void whatClientsRefuseIsRefusedAndNothingStays() throws IOException {
        server.sync(0, "{}");
        var before = server.state();
        for (var chunk : new String[] {
            "{\"cards\":[[600]]}",
            "{\"cards\":[" + card(600, 10).replace("]", ",1]") + "]}",
            "{\"cards\":[[600,500,1,70000,10,0,0,0,1,0,0,0,0,0,0,0,0,\"\"]]}",
            "{\"cards\":[[600,500,1,0,10,0,9,0,1,0,0,0,0,0,0,0,0,\"\"]]}",
            "{\"cards\":[[600,500,1,0,10,0,0,0,1,0,0,0,0,0,0,0,0,null]]}",
            "{\"cards\":[[6.5,500,1,0,10,0,0,0,1,0,0,0,0,0,0,0,0,\"\"]]}",
            "{\"cards\":[[600,500,1,0,10,0,0,0,1,0,0,0,0,0,0,0,0,\"\\ud83d\"]]}",
            "{\"cards\":[\"600\"]}",
            "{\"cards\":7}",
            "7",
            "{\"cards\":[" + card(600, 10) + "]"
        }) {
            var device = server.device("a");
            device.start(1);
            device.applyChunk("{\"revlog\":[" + review(700) + "]}");
            refused(400, () -> device.applyChunk(chunk));
            refused(409, device::chunk);
        }
        assertThat(server.state()).isEqualTo(before);
        assertThat(server.number("select count(*) as n from revlog")).isZero();
    }

    @Test
    void rowsWithALongHistoryGoOutAsClientsTakeThem() throws IOException {
        server.sync(0, "{\"cards\":[%s],\"revlog\":[%s]}".formatted(card(600, 10), review(700)));
        server.change(
                "update cards set due = 12.75, ivl = -3, factor = 99999, mod = 'x', flags = 1e30",
                "update revlog set type = 9, ease = 300, ivl = 1e300");
        var device = server.device("a");
        device.start(0);
        assertThat(device.chunk())
                .hasToString("{\"revlog\":[[700,600,0,255,2147483647,5,2500,8400,0]],"
                        + "\"cards\":[[600,500,1,0,0,0,0,0,12,0,65535,0,0,0,0,0,255,\"{}\"]],\"done\":true}");
    }

    @Test
    void whatIsDeletedIsToldToOthersAndNotToWhoDeletedIt() throws IOException {
        server.sync(0, "{\"cards\":[%s,%s]}".formatted(card(1, 10), card(2, 10)));
        var device = server.device("a");
        assertThat(device.start(1)).hasToString("{\"cards\":[],\"decks\":[],\"notes\":[]}");
        device.applyGraves("{\"cards\":[1],\"decks\":[77],\"notes\":[88]}");
        device.finish();
        assertThat(server.number("select count(*) as n from cards")).isEqualTo(1);
        assertThat(server.device("b").start(1)).hasToString("{\"cards\":[1],\"decks\":[77],\"notes\":[88]}");
        assertThat(server.device("c").start(2)).hasToString("{\"cards\":[],\"decks\":[],\"notes\":[]}");
    }

    @Test
    void aSecondDeletionIsToldAgain() throws IOException {
        for (int usn = 0; usn < 2; usn++) {
            var device = server.device("a");
            device.start(usn);
            device.applyGraves("{\"cards\":[1],\"decks\":[],\"notes\":[]}");
            device.finish();
        }
        assertThat(server.device("b").start(1)).hasToString("{\"cards\":[1],\"decks\":[],\"notes\":[]}");
    }

    @Test
    void deletionsMayStandInStartAndBeTexts() throws IOException {
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
        var device = server.device("a");
        assertThat(device.call(
                        server.collections::start,
                        "{\"minUsn\":1,\"lnewer\":false,\"graves\":{\"cards\":[\"1\"],\"notes\":[2]}}"))
                .hasToString("{\"cards\":[],\"decks\":[],\"notes\":[]}");
        device.finish();
        assertThat(server.number("select count(*) as n from cards")).isZero();
        assertThat(server.device("b").start(1)).hasToString("{\"cards\":[1],\"decks\":[],\"notes\":[2]}");
    }

    @Test
    void startWantsItsMembers() {
        for (var json : new String[] {
            "{}",
            "{\"minUsn\":1}",
            "{\"minUsn\":\"1\",\"lnewer\":true}",
            "{\"minUsn\":1,\"lnewer\":1}",
            "{\"minUsn\":1,\"lnewer\":true,\"graves\":7}",
            "{\"minUsn\":1,\"lnewer\":true,\"graves\":{\"cards\":[\"x\"]}}",
            "[]",
            "{"
        }) {
            refused(400, () -> server.device("a").call(server.collections::start, json));
        }
    }

    @Test
    void stepsNeedTheKeyOfTheOpenSync() throws IOException {
        refused(400, () -> server.device("").start(0));
        refused(409, () -> server.device("a").chunk());
        server.device("a").start(0);
        refused(409, () -> server.device("b").chunk());
        refused(400, () -> server.device("").chunk());
        assertThat(server.device("a").chunk()).hasToString("{\"done\":true}");
        server.device("a").finish();
        refused(409, () -> server.device("a").finish());
    }

    @Test
    void theNewestDeviceWins() throws IOException {
        server.device("a").start(0);
        server.device("a").applyChunk("{\"cards\":[" + card(1, 10) + "]}");
        server.device("b").start(0);
        refused(409, () -> server.device("a").finish());
        server.device("a").abort();
        server.device("b").applyChunk("{\"cards\":[" + card(2, 10) + "]}");
        server.device("b").finish();
        assertThat(server.number("select id as n from cards")).isEqualTo(2);
    }

    @Test
    void abortEndsItsOwnSyncOnly() throws IOException {
        assertThat(server.device("a").abort().isNull()).isTrue();
        server.device("a").start(0);
        server.device("b").abort();
        server.device("").abort();
        server.device("a").chunk();
        server.device("a").abort();
        refused(409, () -> server.device("a").chunk());
        server.device("a").abort();
    }

    @Test
    void metaSaysWhatIsCommittedAndDisturbsNobody() throws IOException {
        server.sync(0, "{}");
        var before = server.device("b").meta();
        var device = server.device("a");
        device.start(1);
        device.applyChunk("{\"cards\":[" + card(1, 10) + "]}");
        assertThat(server.device("b").meta()).isEqualTo(before);
        device.finish();
        assertThat(server.device("b").meta().get("usn").longValue()).isEqualTo(2);
    }

    @Test
    void silenceEndsASync() throws IOException {
        var device = server.device("a");
        device.start(0);
        server.clock.goOn(Duration.ofMinutes(9));
        device.chunk();
        server.clock.goOn(Duration.ofMinutes(9));
        device.chunk();
        server.clock.goOn(Duration.ofMinutes(11));
        refused(409, device::finish);
        assertThat(server.state().usn()).isZero();
    }

    @Test
    void aSyncThatIsForgottenIsRolledBackByItself() throws IOException {
        server.device("a").start(0);
        server.clock.goOn(Duration.ofMinutes(11));
        server.collections.endSilent();
        assertThat(server.folder.path().resolve("collection.anki2-wal")).doesNotExist();
    }

    @Test
    void finishGoesOnWhenTheClockWasSetBack() throws IOException {
        server.sync(0, "{}");
        var before = server.state().modified();
        server.clock.goOn(Duration.ofDays(-3));
        var device = server.device("a");
        device.start(1);
        assertThat(device.finish()).isEqualTo(before.toEpochMilli() + 1);
    }

    @Test
    void countsThatDifferRollTheSyncBack() throws IOException {
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
        var before = server.state();
        var device = server.device("a");
        device.start(1);
        device.applyChunk("{\"cards\":[" + card(2, 10) + "]}");
        assertThat(device.sanityCheck("[[1,2,3],2,0,0,17,2,1,1]"))
                .hasToString("{\"status\":\"ok\",\"c\":[[0,0,0],2,0,0,0,2,1,1],\"s\":[[0,0,0],2,0,0,0,2,1,1]}");
        assertThat(device.sanityCheck("[[1,2,3],3,0,0,17,2,1,1]"))
                .hasToString("{\"status\":\"bad\",\"c\":[[0,0,0],3,0,0,0,2,1,1],\"s\":[[0,0,0],2,0,0,0,2,1,1]}");
        assertThat(server.events)
                .singleElement()
                .extracting(Event::detail)
                .asString()
                .contains("[3, 0, 0, 0, 2, 1, 1]", "[2, 0, 0, 0, 2, 1, 1]");
        refused(409, device::finish);
        assertThat(server.state()).isEqualTo(before);
        assertThat(server.number("select count(*) as n from cards")).isEqualTo(1);
    }

    @Test
    void somethingUnsentOnTheServerFailsTheCheck() throws IOException {
        server.sync(0, "{}");
        server.change("update decks set usn = -1");
        var device = server.device("a");
        device.start(1);
        assertThat(device.sanityCheck("[[0,0,0],0,0,0,0,2,1,1]").get("s").isNull())
                .isTrue();
        refused(409, device::finish);
    }

    @Test
    void aClientThatKnowsMoreThanTheServerIsAskedToChoose() throws IOException {
        server.sync(0, "{}");
        var before = server.state();
        server.clock.goOn(Duration.ofHours(1));
        refused(400, () -> server.device("a").start(2));
        refused(409, () -> server.device("a").chunk());
        assertThat(server.state().schemaModified()).isEqualTo(server.clock.instant());
        assertThat(server.state().modified()).isAfter(before.modified());
        assertThat(server.state().usn()).isGreaterThan(before.usn());
    }

    @Test
    void anotherProcessTakesOver() throws IOException {
        var device = server.device("a");
        device.start(0);
        try (var other = server.anotherProcess()) {
            var command = new TestSync.Device(other, server.ana, "b", lectern.anki.wire.SyncVersion.V11);
            server.leases.take(server.ana, "a command");
            refused(409, device::chunk);
            refused(409, device::finish);
            command.start(0);
            command.finish();
        }
        assertThat(server.state().usn()).isEqualTo(1);
    }

    @Test
    void anAccountThatChangedFinishesNothing() throws IOException {
        var device = server.device("a");
        device.start(0);
        server.accounts.changeDisabled(server.ana, true);
        assertThatThrownBy(device::finish).isInstanceOf(StaleAccount.class);
        assertThat(server.state().usn()).isZero();
    }

    @Test
    void accountsDoNotWaitForEachOther() throws IOException {
        server.device("a").start(0);
        var ben = new TestSync.Device(server.collections, server.account(), "b", lectern.anki.wire.SyncVersion.V11);
        ben.start(0);
        ben.finish();
        server.device("a").finish();
    }

    @Test
    void whatADeadProcessLeftKeepsNobodyOut() throws IOException {
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
        for (var name : new String[] {"collection.anki2-wal", "collection.anki2-shm", ".nfs0001", "collection.1.new"}) {
            Files.writeString(server.folder.path().resolve(name), "left over ".repeat(5_000));
        }
        assertThat(server.device("b").meta().get("usn").longValue()).isEqualTo(1);
        server.sync(1, "{\"cards\":[" + card(2, 10) + "]}");
        assertThat(server.number("select count(*) as n from cards")).isEqualTo(2);
    }

    @Test
    void whateverComesAtOnceTheCollectionStaysWhole() throws Exception {
        server.sync(0, "{}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var devices = IntStream.range(0, 8)
                    .mapToObj(number -> threads.submit(() -> hurry(number)))
                    .toList();
            int finished = 0;
            for (var device : devices) {
                finished += device.get();
            }
            assertThat(server.state().usn()).isEqualTo(1 + finished);
            assertThat(server.number("select count(*) as n from cards")).isEqualTo(3L * finished);
        }
        assertThat(server.collections.verify(server.ana.id()).orElseThrow().sound())
                .isTrue();
    }

    /// How many of its syncs came to their end.
    private int hurry(int number) throws IOException {
        int finished = 0;
        for (int attempt = 0; attempt < 5; attempt++) {
            var device = server.device("d" + number);
            long first = 1_000L * number + 10L * attempt;
            try {
                device.meta();
                device.start(0);
                for (long id = first; id < first + 3; id++) {
                    device.applyChunk("{\"cards\":[" + card(id, 10) + "]}");
                }
                device.finish();
                finished++;
            } catch (Refusal refusal) {
                assertThat(refusal.error()).isInstanceOf(AnkiError.OutOfTurn.class);
                device.abort();
            }
        }
        return finished;
    }

    @Test
    void oldClientsAreToldWhatTheyLack() throws IOException {
        server.sync(0, "{}");
        server.change("update config set val = x'2d363030' where key = 'creationOffset'");
        var device = server.device("a");
        for (int version = 8; version <= 11; version++) {
            var meta = device.call(
                    (caller, request) -> server.collections.meta(caller, request, 0), "{\"v\":" + version + "}");
            assertThat(meta.get("cont").booleanValue()).isEqualTo(version >= 10);
            assertThat(meta.get("msg").stringValue().isEmpty()).isEqualTo(version >= 10);
        }
        server.change("update config set val = x'6e756c6c' where key = 'creationOffset'"); // null
        assertThat(device.call((caller, request) -> server.collections.meta(caller, request, 0), "{\"v\":9}")
                        .get("cont")
                        .booleanValue())
                .isTrue();
        for (var json : new String[] {"{\"v\":0}", "{\"v\":7}", "{\"v\":12}"}) {
            assertThatThrownBy(
                            () -> device.call((caller, request) -> server.collections.meta(caller, request, 0), json))
                    .asInstanceOf(type(Refusal.class))
                    .extracting(Refusal::error)
                    .isEqualTo(new AnkiError.ClientTooOld());
        }
        refused(400, () -> device.call((caller, request) -> server.collections.meta(caller, request, 0), "{}"));
    }
}
