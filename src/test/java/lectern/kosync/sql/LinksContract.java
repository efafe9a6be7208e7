package lectern.kosync.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import lectern.kosync.book.BookSettings;
import lectern.kosync.book.BookSettings.Autolink;
import lectern.kosync.book.Link;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.LinkResult;
import lectern.kosync.book.Page;

import static lectern.kosync.sql.TestReading.KINDLE;
import static lectern.kosync.sql.TestReading.described;
import static lectern.kosync.sql.TestReading.document;
import static lectern.kosync.sql.TestReading.named;
import static lectern.kosync.sql.TestReading.push;
import static org.assertj.core.api.Assertions.assertThat;

interface LinksContract extends ReadingContract {
    // --- by hand

    @Test
    default void linkedDocumentsShareTheNewestPosition() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2, KINDLE));

        assertThat(reading.link("a", "b")).isEqualTo(new LinkResult.Linked(document("a"), List.of(document("b"))));
        assertThat(reading.place("a")).isEqualTo("2");
        assertThat(reading.push(push("a", "3", 0.3)).book()).hasValue(document("a"));
        assertThat(reading.place("b")).isEqualTo("3");
        assertThat(reading.find("b").orElseThrow().canonical()).isEqualTo(document("a"));
        assertThat(reading.links()).containsExactly("b -> a manual");
    }

    @Test
    default void theFirstDocumentWithProgressNamesTheBook() {
        var reading = reading();
        reading.push(push("b", "2", 0.2));
        reading.push(push("c", "3", 0.3));

        assertThat(reading.link("a", "b", "c"))
                .isEqualTo(new LinkResult.Linked(document("b"), List.of(document("a"), document("c"))));
        assertThat(reading.links()).containsExactly("a -> b manual", "c -> b manual");
    }

    @Test
    default void withoutAnyProgressTheFirstDocumentNamesTheBook() {
        var reading = reading();
        assertThat(reading.link("a", "b")).isEqualTo(new LinkResult.Linked(document("a"), List.of(document("b"))));
        assertThat(reading.find("b")).isEmpty();
    }

    @Test
    default void progressIsLookedForThroughLinksThatAreThere() {
        var reading = reading();
        reading.push(push("b", "2", 0.2));
        reading.push(push("c", "3", 0.3));
        reading.link("b", "a");

        assertThat(reading.link("a", "c"))
                .isEqualTo(new LinkResult.Linked(document("b"), List.of(document("a"), document("c"))));
        assertThat(reading.links()).containsExactly("a -> b manual", "c -> b manual");
    }

    @Test
    default void linkingAgainChangesNothing() {
        var reading = reading();
        reading.link("a", "b", "c");
        var before = reading.links();
        reading.link("a", "b");
        reading.link("b", "c", "b");
        reading.link("c", "a");
        assertThat(reading.links()).isEqualTo(before).containsExactly("b -> a manual", "c -> a manual");
    }

    @Test
    default void chainsAreFlat() {
        var reading = reading();
        reading.link("c", "d");
        reading.link("b", "c");
        reading.link("a", "b");
        assertThat(reading.links()).containsExactly("b -> a manual", "c -> a manual", "d -> a manual");
    }

    @Test
    default void cyclesCannotBe() {
        var reading = reading();
        reading.link("a", "b");
        reading.link("b", "c");
        reading.link("c", "a");
        assertThat(reading.links()).containsExactly("b -> a manual", "c -> a manual");
    }

    @Test
    default void twoBooksBecomeOneWithAllTheirDocuments() {
        var reading = reading();
        reading.push(push("c", "3", 0.3));
        reading.link("a", "b");
        reading.link("c", "d");
        assertThat(reading.link("b", "d"))
                .isEqualTo(new LinkResult.Linked(document("c"), List.of(document("b"), document("d"))));
        assertThat(reading.links()).containsExactly("a -> c manual", "b -> c manual", "d -> c manual");
    }

    @Test
    default void aBookHasAtMost64Documents() {
        var reading = reading();
        reading.link(names("a", 64));
        assertThat(reading.links()).hasSize(63);
        assertThat(reading.link("a1", "b")).isEqualTo(new LinkResult.TooManyDocuments());
        assertThat(reading.link("b", "c")).isInstanceOf(LinkResult.Linked.class);
        assertThat(reading.link("b", "a64")).isEqualTo(new LinkResult.TooManyDocuments());
        assertThat(reading.links()).hasSize(64);
    }

    @Test
    default void aLinkCountsTheDocumentsItNames() {
        var reading = reading(TestSettings.documents(2));
        reading.push(push("a", "1", 0.1));
        assertThat(reading.link("a", "b", "c")).isEqualTo(new LinkResult.QuotaReached());
        assertThat(reading.links()).isEmpty();
        assertThat(reading.link("a", "b")).isInstanceOf(LinkResult.Linked.class);
        assertThat(reading.link("b", "a")).isInstanceOf(LinkResult.Linked.class);
    }

    @Test
    default void linksOfOthersAreNotSeen() {
        var reading = reading();
        reading.link("a", "b");
        assertThat(reading.links.list(reading.ben, Page.first(10))).isEmpty();
        assertThat(reading.links.unlink(reading.ben, document("b"))).isFalse();
        reading.progress.push(reading.ben, push("a", "1", 0.1), Set.of());
        assertThat(reading.place("b")).isEmpty();
    }

    @Test
    default void linksComeInPages() {
        var reading = reading();
        reading.link("a", "b", "c", "d");
        assertThat(reading.links.list(reading.ana, new Page(1, 1)))
                .containsExactly(new Link(document("c"), document("a"), LinkKind.MANUAL));
    }

    // --- unlinking

    @Test
    default void anUnlinkedDocumentStandsWhereItStoodItself() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.push(push("c", "3", 0.3));
        reading.link("a", "b", "c");
        reading.push(push("a", "4", 0.4));

        assertThat(reading.links.unlink(reading.ana, document("b"))).isTrue();
        assertThat(reading.place("b")).isEqualTo("2");
        assertThat(reading.place("a")).isEqualTo("4");
        assertThat(reading.place("c")).isEqualTo("4");
        assertThat(reading.links()).containsExactly("c -> a manual");
    }

    @Test
    default void theLastMemberLeavesASingleDocument() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.link("a", "b");
        assertThat(reading.links.unlink(reading.ana, document("b"))).isTrue();
        assertThat(reading.find("a").orElseThrow().book()).isEmpty();
        assertThat(reading.find("b")).isEmpty();
        assertThat(reading.links()).isEmpty();
    }

    @Test
    default void onlyMembersCanBeUnlinkedAndOnlyOnce() {
        var reading = reading();
        reading.link("a", "b");
        assertThat(reading.links.unlink(reading.ana, document("a"))).isFalse();
        assertThat(reading.links.unlink(reading.ana, document("nobody"))).isFalse();
        assertThat(reading.links.unlink(reading.ana, document("b"))).isTrue();
        assertThat(reading.links.unlink(reading.ana, document("b"))).isFalse();
    }

    // --- by name

    @Test
    default void filesOfOneNameAreOneBook() {
        var reading = reading();
        reading.push(named("a", "Dune.epub"));
        var stored = reading.push(named("b", "Dune.epub"));
        assertThat(stored.book()).hasValue(document("a"));
        assertThat(reading.links()).contains("b -> a filename");
        assertThat(reading.push(push("b", "9", 0.9)).book()).hasValue(document("a"));
        assertThat(reading.place("a")).isEqualTo("9");
    }

    @Test
    default void theDocumentReadLeastRecentlyNamesTheBook() {
        var reading = reading(TestSettings.autolink(Autolink.OFF));
        reading.push(named("a", "Dune.epub"));
        reading.push(named("b", "Dune.epub"));
        reading.push(push("a", "5", 0.5));
        assertThat(reading.links()).isEmpty();

        var linking = reading.with(BookSettings.defaults());
        linking.push(named("c", "Dune.epub"));
        assertThat(reading.links()).contains("a -> b filename", "c -> b filename");
    }

    @Test
    default void namesAreComparedAsTheyAreButForTheirEncodingAndFolder() {
        var reading = reading();
        reading.push(named("a", "Café.epub"));
        reading.push(named("b", "café.epub"));
        reading.push(named("c", "Café.mobi"));
        reading.push(named("d", "/mnt/onboard/Cafe\u0301.epub"));
        reading.push(named("e", "C:\\books\\Café.epub"));
        assertThat(reading.find("b").orElseThrow().canonical()).isEqualTo(document("b"));
        assertThat(reading.find("c").orElseThrow().canonical()).isEqualTo(document("c"));
        assertThat(reading.find("d").orElseThrow().canonical()).isEqualTo(document("a"));
        assertThat(reading.find("e").orElseThrow().canonical()).isEqualTo(document("a"));
    }

    @Test
    default void stemsIgnoreTheExtension() {
        var reading = reading(TestSettings.autolink(Autolink.STEM));
        reading.push(named("a", "Dune.epub"));
        reading.push(named("b", "Dune.kepub.epub"));
        reading.push(named("c", "Dune.mobi"));
        reading.push(named("d", "Dune 2.mobi"));
        assertThat(reading.links()).contains("b -> a filename", "c -> a filename");
        assertThat(reading.find("d").orElseThrow().canonical()).isEqualTo(document("d"));
    }

    @Test
    default void aNameThatComesFromTheMetadataLinksToo() {
        var reading = reading();
        reading.push(described("a", "Dune.epub", "Dune", "Frank Herbert"));
        reading.push(described("b", "Dune.epub", "DUNE ", "frank herbert"));
        assertThat(reading.links()).contains("b -> a filename");
    }

    @Test
    default void booksThatSayTheyAreDifferentAreNotMergedByName() {
        var reading = reading();
        reading.push(described("a", "Poems.epub", "Poems", "Emily Dickinson"));
        reading.push(described("b", "Poems.epub", "Poems", "Walt Whitman"));
        reading.push(described("c", "Poems.epub", "Selected Poems", "Emily Dickinson"));
        assertThat(Stream.of("a", "b", "c")
                        .map(name ->
                                reading.find(name).orElseThrow().canonical().value()))
                .containsExactly("a", "b", "c");

        reading.push(described("d", "Poems.epub", "Poems", "Walt Whitman"));
        assertThat(reading.links()).contains("d -> b filename");
    }

    @Test
    default void namesThatSayNothingDoNotLink() {
        var reading = reading();
        for (var name :
                List.of("book.epub", "Index.html", "cover", "document.pdf", "Untitled.fb2", "scan.kepub.epub")) {
            reading.push(named("a " + name, name));
            reading.push(named("b " + name, name));
        }
        assertThat(reading.links()).isEmpty();
        assertThat(reading.find("a book.epub").orElseThrow().filename()).hasValue("book.epub");
    }

    @Test
    default void aLinkThatIsThereIsNotQuestionedByAName() {
        var reading = reading();
        reading.push(named("a", "Dune.epub"));
        reading.push(push("x", "1", 0.1));
        reading.link("x", "b");
        reading.push(named("b", "Dune.epub"));
        assertThat(reading.find("b").orElseThrow().canonical()).isEqualTo(document("x"));
        assertThat(reading.find("a").orElseThrow().canonical()).isEqualTo(document("a"));
    }

    @Test
    default void whatSomebodyTookApartIsNotLinkedAgainButByHand() {
        var reading = reading();
        reading.push(named("a", "Dune.epub"));
        reading.push(named("b", "Dune.epub"));
        reading.links.unlink(reading.ana, document("b"));
        reading.push(named("b", "Dune.epub"));
        reading.push(named("a", "Dune.epub"));
        assertThat(reading.links()).noneMatch(link -> link.startsWith("b ") || link.startsWith("a "));

        reading.push(named("c", "Dune.epub"));
        assertThat(reading.links()).noneMatch(link -> link.startsWith("b -> a") || link.startsWith("a -> b"));

        reading.link("a", "b");
        assertThat(reading.links()).anyMatch(link -> link.matches("(a|b) -> .* manual"));
        assertThat(reading.find("a").orElseThrow().book())
                .isPresent()
                .isEqualTo(reading.find("b").orElseThrow().book());
    }

    @Test
    default void autolinkOffLinksNothing() {
        var reading = reading(TestSettings.autolink(Autolink.OFF));
        reading.push(named("a", "Dune.epub"));
        reading.push(named("b", "Dune.epub"));
        assertThat(reading.links()).isEmpty();
    }

    // --- by the digest of the name

    @Test
    default void aReaderThatMatchesByNameMeetsOneThatMatchesByContent() {
        var reading = reading();
        reading.push(named("content", "Leaves of Grass.epub"));
        assertThat(reading.links()).containsExactly(LEAVES_OF_GRASS + " -> content digest");
        assertThat(reading.place(LEAVES_OF_GRASS)).isEqualTo("/body/1");

        reading.push(push(LEAVES_OF_GRASS, "/body/2", 0.2, KINDLE));
        assertThat(reading.place("content")).isEqualTo("/body/2");
    }

    @Test
    default void theyMeetAlsoWhenTheOneThatMatchesByNameWasFirst() {
        var reading = reading();
        reading.push(push(LEAVES_OF_GRASS, "/body/2", 0.2, KINDLE));
        reading.push(named("content", "Leaves of Grass.epub"));
        assertThat(reading.links()).containsExactly(LEAVES_OF_GRASS + " -> content digest");
        assertThat(reading.place(LEAVES_OF_GRASS)).isEqualTo("/body/1");
    }

    @Test
    default void aDigestThatBelongsToAnotherBookStaysThere() {
        var reading = reading();
        reading.push(push("walden", "1", 0.1));
        reading.link("walden", LEAVES_OF_GRASS);
        reading.push(named("content", "Leaves of Grass.epub"));
        assertThat(reading.links()).containsExactly(LEAVES_OF_GRASS + " -> walden manual");
    }

    @Test
    default void aDigestThatWasTakenOutIsNotLinkedAgain() {
        var reading = reading();
        reading.push(named("content", "Leaves of Grass.epub"));
        reading.links.unlink(reading.ana, document(LEAVES_OF_GRASS));
        reading.push(named("content", "Leaves of Grass.epub"));
        assertThat(reading.links()).isEmpty();
    }

    @Test
    default void aFullAccountPushesWithoutTheDigest() {
        var reading = reading(TestSettings.documents(1));
        reading.push(named("content", "Leaves of Grass.epub"));
        assertThat(reading.links()).isEmpty();
        assertThat(reading.place("content")).isEqualTo("/body/1");
    }

    @Test
    default void theDigestIsOfTheNameAsTheReaderSpellsIt() {
        var reading = reading();
        reading.push(named("content", "書籍.epub"));
        assertThat(reading.links()).containsExactly("2655fcc69d4167c41ddd3a5d477e7dca -> content digest");
    }

    String LEAVES_OF_GRASS = "1cc31f6b3e189528e34e5edc8bb9890a";

    // --- by Calibre

    @Test
    default void formatsOfACalibreBookAreOneBook() {
        var reading = reading();
        reading.push(push("epub", "1", 0.1));
        reading.push(push("mobi", "2", 0.2), "epub", "mobi", "pdf");
        assertThat(reading.links()).containsExactly("mobi -> epub library");
        assertThat(reading.place("epub")).isEqualTo("2");
    }

    @Test
    default void aPullFindsAnotherFormatThatIsNotLinkedYet() {
        var reading = reading();
        reading.push(push("epub", "1", 0.1));
        var found = reading.find("pdf", "epub", "mobi", "pdf").orElseThrow();
        assertThat(found.current().place().text()).isEqualTo("1");
        assertThat(found.canonical()).isEqualTo(document("epub"));
        assertThat(found.own()).isEmpty();
        assertThat(reading.links()).isEmpty();

        reading.push(push("pdf", "2", 0.2));
        assertThat(reading.find("epub", "epub", "mobi", "pdf")
                        .orElseThrow()
                        .current()
                        .place()
                        .text())
                .isEqualTo("2");
    }

    @Test
    default void aPullNamesTheBookAsThePushWill() {
        var reading = reading();
        reading.push(push("mobi", "1", 0.1));
        reading.push(push("epub", "2", 0.2));
        var pulled = reading.find("epub", "epub", "mobi").orElseThrow().canonical();
        var pushed = reading.push(push("epub", "3", 0.3), "epub", "mobi").book();
        assertThat(pushed).hasValue(pulled).hasValue(document("mobi"));
    }

    @Test
    default void calibreKnowsBetterThanMetadata() {
        var reading = reading();
        reading.push(described("epub", "Dune.epub", "Dune", "Frank Herbert"));
        var other = described("mobi", "Der Wüstenplanet.mobi", "Der Wüstenplanet", "Herbert, Frank");
        reading.push(other, "epub", "mobi");
        assertThat(reading.links()).contains("mobi -> epub library");
    }

    @Test
    default void formatsThatSomebodyTookApartStayApart() {
        var reading = reading();
        reading.push(push("epub", "1", 0.1));
        reading.push(push("mobi", "2", 0.2), "epub", "mobi");
        reading.links.unlink(reading.ana, document("mobi"));
        reading.push(push("mobi", "3", 0.3), "epub", "mobi");
        assertThat(reading.links()).isEmpty();
        assertThat(reading.find("epub", "epub", "mobi")
                        .orElseThrow()
                        .current()
                        .place()
                        .text())
                .isEqualTo("1");
    }

    @Test
    default void aBookOfManyFormatsIsFound() {
        var reading = reading();
        reading.push(push("f40", "40", 0.4));
        assertThat(reading.find("f1", names("f", 40))
                        .orElseThrow()
                        .current()
                        .place()
                        .text())
                .isEqualTo("40");
    }

    private static String[] names(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> prefix + number)
                .toArray(String[]::new);
    }
}
