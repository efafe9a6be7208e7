package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;
import lectern.db.Tx;

import static lectern.anki.collection.TestSync.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Whoever looks through a collection for long sees one state of it, and nobody waits for him.
class StudyTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite();

    @TempDir
    private Path root;

    private TestSync server;

    @BeforeEach
    void open() throws IOException {
        server = new TestSync(DATABASE.open(), root);
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private interface Meanwhile {
        void happens() throws IOException;
    }

    /// What a look sees that begins before something happens and ends after it.
    private long cardsSeenWhile(Meanwhile something) throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var reader = Executors.newSingleThreadExecutor()) {
            Future<Optional<Long>> seen = reader.submit(() -> server.collections.study(server.ana.id(), tx -> {
                begun.countDown();
                await(goOn);
                return cards(tx);
            }));
            begun.await();
            try {
                something.happens();
            } finally {
                goOn.countDown();
            }
            return seen.get().orElseThrow();
        }
    }

    private static long cards(Tx tx) {
        return tx.one("select count(*) as n from cards", row -> row.whole("n")).orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWholeSyncGoesOnMeanwhile() throws Exception {
        assertThat(cardsSeenWhile(() -> server.sync(1, "{\"cards\":[" + card(2, 10) + "]}")))
                .isEqualTo(1);
        assertThat(server.collections.study(server.ana.id(), StudyTest::cards)).contains(2L);
        assertThat(server.collections.hasLog(server.ana.id())).isFalse();
    }

    @Test
    void theCollectionIsReplacedMeanwhile() throws Exception {
        server.collections.keep(server.ana.id());
        server.sync(1, "{\"cards\":[" + card(2, 10) + "]}");
        var snapshot = server.collections.snapshots(server.ana.id()).getFirst().name();
        server.clock.goOn(Duration.ofSeconds(1));
        assertThat(cardsSeenWhile(() -> server.collections.restore(server.ana, snapshot)))
                .isEqualTo(2);
        assertThat(server.collections.study(server.ana.id(), StudyTest::cards)).contains(1L);
        assertThat(server.collections.verify(server.ana.id()).orElseThrow().problems())
                .isEmpty();
        var replaced = server.collections.snapshots(server.ana.id()).getFirst();
        server.collections.restore(server.ana, replaced.name());
        assertThat(server.collections.study(server.ana.id(), StudyTest::cards)).contains(2L);
    }

    @Test
    void aLookIntoNothingSeesNothing() throws IOException {
        assertThat(server.collections.study(server.account().id(), StudyTest::cards))
                .isEmpty();
    }

    @Test
    void aLookThatFailsLeavesTheFileClosed() throws IOException {
        assertThatThrownBy(() -> server.collections.study(server.ana.id(), _ -> {
                    throw new IllegalStateException("in the middle");
                }))
                .hasMessage("in the middle");
        server.sync(1, "{\"cards\":[" + card(2, 10) + "]}");
        assertThat(server.collections.hasLog(server.ana.id())).isFalse();
    }
}
