package lectern.calibre;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import lectern.calibre.IndexedBook.Content;
import lectern.calibre.IndexedBook.IndexedFile;
import lectern.calibre.LibraryBook.Series;
import lectern.calibre.LibraryIndex.Reading;
import lectern.calibre.LibraryStatus.SharedDigest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

class LibraryIndexTest {
    private static final Reading READING = new Reading(Instant.parse("2026-01-02T03:04:05Z"), 7, 8, 9);

    @Test
    void anEmptyIndexKnowsNothing() {
        assertThat(index().book(new Digest(0, 0))).isEmpty();
        assertThat(index().packed(0)).isEmpty();
    }

    @Test
    void everyDigestOfEveryFormatLeadsToTheBook() {
        var index = index(book(4, file("EPUB", 1, 2, 3), file("PDF", 4, 5)));

        assertThat(List.of(1, 2, 3, 4, 5))
                .allSatisfy(n ->
                        assertThat(index.book(digest(n))).map(LibraryBook::id).contains(4L));
        assertThat(index.book(digest(6))).isEmpty();
    }

    @Test
    void twoFilesOfOneBookMayShareADigest() {
        var index = index(book(4, file("EPUB", 1, 2), file("PDF", 1, 3)));

        assertThat(index.book(digest(1)).orElseThrow().digests())
                .containsExactly(
                        digest(1).toString(), digest(2).toString(), digest(3).toString());
        assertThat(index.shared()).isEmpty();
    }

    @Test
    void aDigestOfTwoBooksLeadsToNeitherAndIsToldOfNeither() {
        var index = index(book(4, file("EPUB", 1, 2)), book(5, file("EPUB", 1, 3)), book(6, file("EPUB", 4)));

        assertThat(index.book(digest(1))).isEmpty();
        assertThat(index.book(digest(2)).orElseThrow().digests())
                .containsExactly(digest(2).toString());
        assertThat(index.book(digest(3)).orElseThrow().digests())
                .containsExactly(digest(3).toString());
        assertThat(index.sharedDigests()).isOne();
        assertThat(index.shared()).singleElement().satisfies(shared -> {
            assertThat(shared.digest()).isEqualTo(digest(1).toString());
            assertThat(shared.books()).extracting(LibraryBook::id).containsExactly(4L, 5L);
        });
    }

    @Test
    void ofManySharedDigestsOnlyTheFirstAreTold() {
        var books = new IndexedBook[50];
        for (int i = 0; i < books.length; i++) {
            books[i] = book(i, file("EPUB", 1_000, 1_001 + i / 2));
        }
        var index = index(books);

        assertThat(index.sharedDigests()).isEqualTo(26);
        assertThat(index.shared())
                .hasSize(20)
                .first()
                .extracting(SharedDigest::books)
                .asInstanceOf(LIST)
                .hasSize(5);
    }

    @Test
    void findsPackedBooksByTheirNumber() {
        var index = index(book(-3, file("EPUB", 1)), book(4, file("EPUB", 2)), book(9, file("EPUB", 3)));

        assertThat(List.of(-3L, 4L, 9L))
                .allSatisfy(
                        id -> assertThat(index.packed(id)).map(PackedBook::id).contains(id));
        assertThat(List.of(-4L, 0L, 5L, 10L))
                .allSatisfy(id -> assertThat(index.packed(id)).isEmpty());
    }

    @Property(tries = 200)
    void answersAsAPlainMapWould(@ForAll("libraries") Map<Long, List<Integer>> library) {
        var holders = new HashMap<Integer, Set<Long>>();
        library.forEach((id, digests) -> digests.forEach(
                digest -> holders.computeIfAbsent(digest, _ -> new HashSet<>()).add(id)));
        var books = new ArrayList<byte[]>();
        new TreeMap<>(library)
                .forEach((id, digests) -> books.add(PackedBook.pack(book(
                        id,
                        file(
                                "EPUB",
                                digests.stream()
                                        .distinct()
                                        .mapToInt(Integer::intValue)
                                        .toArray())))));

        var index = new LibraryIndex(books, READING);

        for (int n = 0; n < 40; n++) {
            var expected = holders.getOrDefault(n, Set.of());
            assertThat(index.book(digest(n)).map(LibraryBook::id))
                    .isEqualTo(expected.size() == 1 ? expected.stream().findFirst() : Optional.empty());
        }
    }

    @Provide
    Arbitrary<Map<Long, List<Integer>>> libraries() {
        return Arbitraries.maps(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 39).list().ofMaxSize(8))
                .ofMaxSize(12);
    }

    @Property(tries = 200)
    void aPackedBookIsTheSameBook(@ForAll("books") IndexedBook book) {
        assertThat(PackedBook.unpack(PackedBook.pack(book))).isEqualTo(book);
    }

    @Provide
    Arbitrary<IndexedBook> books() {
        var texts = Arbitraries.strings().ofMaxLength(40);
        var series = Combinators.combine(texts, Arbitraries.doubles())
                .as(Series::new)
                .optional();
        var files = Combinators.combine(
                        texts,
                        Combinators.combine(digests(), Arbitraries.longs(), Arbitraries.longs())
                                .as(Content::new)
                                .optional(),
                        digests().list().ofMaxSize(5))
                .as(IndexedFile::new);
        return Combinators.combine(
                        Arbitraries.longs(),
                        texts,
                        texts,
                        texts.list().ofMaxSize(4),
                        series,
                        texts.optional(),
                        files.list().ofMaxSize(4))
                .as(IndexedBook::new);
    }

    private static Arbitrary<Digest> digests() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Digest::new);
    }

    private static LibraryIndex index(IndexedBook... books) {
        return new LibraryIndex(List.of(books).stream().map(PackedBook::pack).toList(), READING);
    }

    private static IndexedBook book(long id, IndexedFile... files) {
        return new IndexedBook(
                id, "Emma", "Emma", List.of("Jane Austen"), Optional.empty(), Optional.empty(), List.of(files));
    }

    private static IndexedFile file(String format, int... digests) {
        return new IndexedFile(
                format,
                Optional.empty(),
                Arrays.stream(digests).mapToObj(LibraryIndexTest::digest).toList());
    }

    /// Digests that crowd into few slots of the table.
    private static Digest digest(int n) {
        return new Digest(n % 3, n);
    }
}
