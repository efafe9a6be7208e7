package lectern.anki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.account.Account;
import lectern.anki.CollectionDevice.Break;
import lectern.anki.MediaHttpContract.Form;
import lectern.anki.collection.CollectionSettings;
import lectern.anki.collection.Collections;
import lectern.anki.collection.SqlLeases;
import lectern.db.Database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Collection sync over HTTP, as new and old clients do it, on whatever database.
interface CollectionHttpContract {
    List<Break> BREAKS = List.of(Break.values());

    TestServer server();

    Collections collections();

    /// Where the collections lie.
    Path folder();

    /// What this door does with collections, in front of a test server.
    static Collections serve(TestServer server, Database database, Path folder) {
        var settings = CollectionSettings.defaults();
        var clock = InstantSource.system();
        var leases = new SqlLeases(database, settings.idle(), clock);
        var collections = Collections.open(folder, settings, leases, server.activity()::record, clock);
        server.on(SyncMethod.META, (caller, request) -> collections.meta(caller, request, 0));
        server.on(SyncMethod.START, collections::start);
        server.on(SyncMethod.APPLY_GRAVES, collections::applyGraves);
        server.on(SyncMethod.APPLY_CHANGES, collections::applyChanges);
        server.on(SyncMethod.CHUNK, collections::chunk);
        server.on(SyncMethod.APPLY_CHUNK, collections::applyChunk);
        server.on(SyncMethod.SANITY_CHECK, collections::sanityCheck);
        server.on(SyncMethod.FINISH, collections::finish);
        server.on(SyncMethod.ABORT, collections::abort);
        server.on(SyncMethod.UPLOAD, collections::upload);
        server.on(SyncMethod.DOWNLOAD, collections::download);
        return collections;
    }

    private Account account() {
        return server().account("ana " + UUID.randomUUID());
    }

    private CollectionDevice device(Form form, Account account) {
        var client = form.client(server());
        return new CollectionDevice(client, client.key(account.name().toString(), TestServer.PASSWORD));
    }

    @ParameterizedTest
    @EnumSource
    default void aNewClientOfANewAccountHasNothingToDo(Form form) {
        var meta = device(form, account()).meta();
        assertThat(meta.path("mod").longValue()).isZero();
        assertThat(meta.path("usn").longValue()).isZero();
        assertThat(meta.path("empty").booleanValue()).isTrue();
        assertThat(meta.path("cont").booleanValue()).isTrue();
        assertThat(folder().resolve("anki")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    default void whatOneDeviceDoesTheOtherHas(Form form) {
        var account = account();
        var desktop = device(form, account);
        var phone = device(Form.HEADER, account);
        for (long id = 1; id <= 600; id++) {
            desktop.edit(id, 10, "new");
            desktop.review(id);
        }
        desktop.sync();
        phone.sync();
        assertThat(phone.content()).hasSize(600).isEqualTo(desktop.content());
        assertThat(phone.reviews).isEqualTo(desktop.reviews);

        phone.delete(7);
        phone.edit(8, 11, "phone");
        desktop.edit(7, 12, "desktop");
        desktop.edit(8, 11, "desktop");
        phone.sync();
        desktop.sync();
        phone.sync();
        assertThat(desktop.content()).isEqualTo(phone.content());
        assertThat(desktop.cards).as("a deletion wins").doesNotContainKey(7L);
    }

    @Test
    default void whoeverBeginsLastGoesOnAndTheOtherTriesAgain() {
        var account = account();
        var desktop = device(Form.HEADER, account);
        var phone = device(Form.HEADER, account);
        desktop.edit(1, 10, "desktop");
        desktop.begin();
        assertThat(desktop.ask("start", "{\"minUsn\":0,\"lnewer\":true,\"graves\":null}")
                        .status())
                .isEqualTo(200);
        phone.edit(2, 10, "phone");
        phone.begin();
        assertThat(phone.ask("start", "{\"minUsn\":0,\"lnewer\":true,\"graves\":null}")
                        .status())
                .isEqualTo(200);
        assertThat(desktop.ask("chunk", "{}").status()).isEqualTo(409);
        assertThat(desktop.ask("abort", "{}").text()).isEqualTo("null");
        assertThat(phone.ask("finish", "{}").status()).isEqualTo(200);
        desktop.sync();
        phone.sync();
        desktop.sync();
        phone.sync();
        assertThat(desktop.content()).hasSize(2).isEqualTo(phone.content());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    default void devicesThatBreakOffAnywhereAreTheSameInTheEnd(long seed) {
        var random = new Random(seed);
        var account = account();
        var devices =
                List.of(device(Form.HEADER, account), device(Form.MULTIPART, account), device(Form.HEADER, account));
        for (int round = 0; round < 25; round++) {
            var device = devices.get(random.nextInt(devices.size()));
            for (int i = random.nextInt(5); i > 0; i--) {
                change(device, random, round);
            }
            if (random.nextBoolean()) {
                device.sync(BREAKS.get(random.nextInt(BREAKS.size())));
            }
        }
        for (int round = 0; round < 2; round++) {
            devices.forEach(CollectionDevice::sync);
        }
        assertThat(devices)
                .extracting(CollectionDevice::content)
                .containsOnly(devices.getFirst().content());
        assertThat(devices).extracting(device -> device.reviews).containsOnly(devices.getFirst().reviews);
    }

    private static void change(CollectionDevice device, Random random, int now) {
        long id = random.nextLong(1, 13);
        switch (random.nextInt(4)) {
            case 0 -> device.delete(id);
            case 1 -> device.review(random.nextLong(1_000_000));
            default -> device.edit(id, 100L + now / 3, Long.toString(random.nextLong(1_000), 36));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aWholeCollectionGoesUpAndComesDown(Form form) throws IOException {
        var account = account();
        var client = form.client(server());
        var key = client.key(account.name().toString(), TestServer.PASSWORD);
        var desktop = device(Form.HEADER, account);
        desktop.edit(1, 10, "new");
        desktop.sync();
        var file = client.ask("/sync/download", key, "{}");
        assertThat(file.status()).isEqualTo(200);
        assertThat(new String(file.body(), 0, 15, UTF_8)).isEqualTo("SQLite format 3");
        assertThat(client.ask("/sync/upload", key, file.body()).text()).isEqualTo("OK");
        assertThat(client.ask("/sync/upload", key, "fake data").text()).startsWith("The server did not take this");
        var torn = Arrays.copyOf(file.body(), file.body().length - 4096);
        assertThat(client.ask("/sync/upload", key, torn).text()).startsWith("The server did not take this");
        var content = collections().show(account.id()).orElseThrow().content();
        assertThat(content.cards()).isEqualTo(1);
        assertThat(content.state().usn()).isEqualTo(2);
        assertThat(collections().verify(account.id()).orElseThrow().sound()).isTrue();
    }

    @Test
    default void whatIsCutOffOnItsWayRollsTheSyncBack() throws IOException {
        var account = account();
        var client = server().headerClient();
        var key = client.key(account.name().toString(), TestServer.PASSWORD);
        var start = "{\"minUsn\":0,\"lnewer\":true,\"graves\":null}".getBytes(StandardCharsets.UTF_8);
        assertThat(client.ask("/sync/start", key, start).status()).isEqualTo(200);
        var rows = new StringBuilder("[1,1,0,3,1,1,2500,900,1]");
        for (int id = 2; id < 3_000; id++) {
            rows.append(",[%d,1,0,3,1,1,2500,900,%d]".formatted(id, id % 5));
        }
        var body = HeaderClient.zstd(("{\"chunk\":{\"revlog\":[" + rows + "]}}").getBytes(StandardCharsets.UTF_8));
        var cut = Arrays.copyOf(body, body.length - 10);
        assertThat(client.send("/sync/applyChunk", HeaderClient.header(key, "bQ7xN2"), cut)
                        .status())
                .isEqualTo(400);
        assertThat(client.ask("/sync/finish", key, "{}").status()).isEqualTo(409);
        assertThat(collections().show(account.id()).orElseThrow().content().reviews())
                .isZero();
    }

    @Test
    default void keysOfStrangersOpenNothing() throws IOException {
        var client = server().headerClient();
        for (var method : SyncMethod.values()) {
            if (method != SyncMethod.HOST_KEY) {
                assertThat(client.ask("/sync/" + method.wireName(), "no key", "{}")
                                .status())
                        .isEqualTo(403);
            }
        }
        try (var files = Files.list(folder())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    default void theActivityTellsWhatHappened() {
        var account = account();
        var desktop = device(Form.HEADER, account);
        desktop.edit(1, 10, "new");
        desktop.sync();
        desktop.begin();
        assertThat(desktop.ask("finish", "{}").status()).isEqualTo(409);
        assertThat(server().happened())
                .filteredOn(entry -> entry.event().account().equals(Optional.of(account.id())))
                .extracting(entry -> entry.event().what() + ": " + entry.event().detail())
                .contains("sync the collection: no sync is open");
    }
}
