package lectern.kosync.sql;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import lectern.account.StaleAccount;
import lectern.kosync.book.Book;
import lectern.kosync.book.Books.CardFilter;
import lectern.kosync.book.Books.CardOrder;
import lectern.kosync.book.Choices;
import lectern.kosync.book.Document;
import lectern.kosync.book.EditResult;
import lectern.kosync.book.FileName;
import lectern.kosync.book.Label;
import lectern.kosync.book.Link;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.Member;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.Page;
import lectern.kosync.book.Policy;

import static lectern.kosync.sql.TestReading.KINDLE;
import static lectern.kosync.sql.TestReading.described;
import static lectern.kosync.sql.TestReading.document;
import static lectern.kosync.sql.TestReading.named;
import static lectern.kosync.sql.TestReading.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

interface BooksContract extends ReadingContract {
    @Test
    default void whoReadsNothingHasNoBooks() {
        assertThat(reading().books()).isEmpty();
    }

    @Test
    default void booksComeNewestFirst() {
        var reading = reading();
        reading.push(push("dune", "1", 0.1));
        reading.push(push("emma", "2", 0.2));
        reading.push(push("dune", "3", 0.3, KINDLE));

        assertThat(reading.books()).extracting(Book::canonical).containsExactly(document("dune"), document("emma"));
        var dune = reading.books().getFirst();
        assertThat(dune.progress().place().text()).isEqualTo("3");
        assertThat(dune.progress().device()).isEqualTo(KINDLE);
        assertThat(dune.progress().at()).isEqualTo(reading.clock.now());
    }

    @Test
    default void linkedDocumentsAreOneBook() {
        var reading = reading();
        reading.push(push("b", "1", 0.1));
        reading.push(push("a", "2", 0.2));
        reading.push(push("c", "3", 0.3));
        reading.link("b", "a", "never pushed");

        var books = reading.books();
        assertThat(books).extracting(Book::canonical).containsExactly(document("c"), document("b"));
        var book = books.getLast();
        assertThat(book.current()).isEqualTo(document("a"));
        assertThat(book.progress().place().text()).isEqualTo("2");
        assertThat(book.links())
                .containsExactly(
                        new Link(document("a"), document("b"), LinkKind.MANUAL),
                        new Link(document("never pushed"), document("b"), LinkKind.MANUAL));
        assertThat(reading.books.book(reading.ana, document("a"))).hasValue(book);
    }

    @Test
    default void booksComeInPages() {
        var reading = reading();
        for (var name : List.of("a", "b", "c", "d", "e")) {
            reading.push(push(name, "1", 0.1));
        }
        reading.link("a", "e");

        assertThat(reading.books.books(reading.ana, new Page(1, 2)))
                .extracting(Book::canonical)
                .containsExactly(document("d"), document("c"));
        assertThat(reading.books.books(reading.ana, new Page(3, 2)))
                .extracting(Book::canonical)
                .containsExactly(document("b"));
        assertThat(reading.books.books(reading.ana, new Page(4, 2))).isEmpty();
        assertThat(reading.books.books(reading.ana, Page.first(0))).isEmpty();
    }

    @Test
    default void aBookThatNobodyReadIsNotListed() {
        var reading = reading();
        reading.link("a", "b");
        assertThat(reading.books()).isEmpty();
        assertThat(reading.books.book(reading.ana, document("a"))).isEmpty();
        assertThat(reading.books.documents(reading.ana, Page.first(10))).isEmpty();
    }

    @Test
    default void documentsAreListedOneByOneWithWhatEachPushedItself() {
        var reading = reading();
        reading.push(described("a", "Dune.epub", "Dune", "Frank Herbert"));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b");

        var documents = reading.books.documents(reading.ana, Page.first(10));
        assertThat(documents).extracting(Document::id).containsExactly(document("b"), document("a"));
        assertThat(documents.getLast().progress().place().text()).isEqualTo("/body/1");
        assertThat(documents.getLast().title()).hasValue("Dune");
        assertThat(documents).extracting(Document::book).containsOnly(Optional.of(document("a")));
        assertThat(documents).extracting(Document::number).doesNotHaveDuplicates();
        assertThat(reading.books.documents(reading.ana, new Page(1, 1))).containsExactly(documents.getLast());
    }

    // --- labels

    @Test
    default void aLabelBelongsToTheBookWhicheverDocumentNamesIt() {
        var reading = reading();
        reading.push(described("a", "Dune.epub", "Dune", "Frank Herbert"));
        reading.link("a", "b");

        assertThat(reading.books().getFirst().name()).isEqualTo("Dune");
        assertThat(reading.books.label(reading.ana, document("b"), new Label(" for the holidays ")))
                .isTrue();
        assertThat(reading.books().getFirst().label()).hasValue("for the holidays");
        assertThat(reading.books().getFirst().name()).isEqualTo("for the holidays");

        assertThat(reading.books.unlabel(reading.ana, document("b"))).isTrue();
        assertThat(reading.books().getFirst().label()).isEmpty();
        assertThat(reading.books.unlabel(reading.ana, document("a"))).isFalse();
    }

    @Test
    default void onlyBooksWithProgressHaveLabels() {
        var reading = reading();
        reading.link("a", "b");
        assertThat(reading.books.label(reading.ana, document("a"), new Label("mine")))
                .isFalse();
        assertThat(reading.books.label(reading.ana, document("nobody"), new Label("mine")))
                .isFalse();
        assertThat(reading.books.unlabel(reading.ana, document("nobody"))).isFalse();
    }

    @Test
    default void aBookThatJoinsAnotherKeepsItsLabelWhereThatHasNone() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.push(push("c", "3", 0.3));
        reading.books.label(reading.ana, document("b"), new Label("b's"));
        reading.books.label(reading.ana, document("c"), new Label("c's"));

        reading.link("a", "b");
        assertThat(reading.books.book(reading.ana, document("a")).orElseThrow().label())
                .hasValue("b's");
        reading.link("c", "a");
        assertThat(reading.books.book(reading.ana, document("a")).orElseThrow().label())
                .hasValue("c's");

        reading.books.unlabel(reading.ana, document("a"));
        assertThat(reading.books()).extracting(Book::label).containsExactly(Optional.empty());
    }

    @Test
    default void aBookWithoutAnyNameIsShownByItsDocument() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        assertThat(reading.books().getFirst().name()).isEqualTo("a");
        reading.push(named("a", "Dune.epub"));
        assertThat(reading.books().getFirst().name()).isEqualTo("Dune.epub");
    }

    @Test
    default void aBookTellsItsPolicy() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.link("a", "b");
        assertThat(reading.books.changePolicy(reading.ana, document("b"), Optional.of(Policy.FURTHEST)))
                .isTrue();
        assertThat(reading.books().getFirst().policy()).hasValue(Policy.FURTHEST);
        assertThat(reading.books.changePolicy(reading.ana, document("a"), Optional.empty()))
                .isTrue();
        assertThat(reading.books().getFirst().policy()).isEmpty();
        assertThat(reading.books.changePolicy(reading.ana, document("nobody"), Optional.empty()))
                .isFalse();
    }

    // --- the card

    @Test
    default void theCardShowsTheFurthestFirstAndOfEqualOnesTheNewest() {
        var reading = reading();
        reading.push(push("half, first", "1", 0.5));
        reading.push(push("done", "1", 0.995));
        reading.push(push("half, then", "1", 0.5));
        reading.push(push("begun", "1", 0.01));

        assertThat(card(reading, CardOrder.PROGRESS, CardFilter.EVERYTHING, 10))
                .containsExactly("done", "half, then", "half, first", "begun");
        assertThat(card(reading, CardOrder.RECENT, CardFilter.EVERYTHING, 10))
                .containsExactly("begun", "half, then", "done", "half, first");
        assertThat(card(reading, CardOrder.PROGRESS, CardFilter.UNFINISHED, 2))
                .containsExactly("half, then", "half, first");
        assertThat(card(reading, CardOrder.PROGRESS, CardFilter.EVERYTHING, 0)).isEmpty();
    }

    private static List<String> card(TestReading reading, CardOrder order, CardFilter filter, int limit) {
        return reading.books.card(reading.ana.id(), order, filter, limit).stream()
                .map(Book::name)
                .toList();
    }

    // --- forgetting

    @Test
    default void aForgottenBookIsGoneWithAllItsDocuments() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.push(push("c", "3", 0.3));
        reading.link("a", "b");
        reading.books.label(reading.ana, document("a"), new Label("mine"));

        assertThat(reading.books.forgetBook(reading.ana, document("b"))).isTrue();
        assertThat(reading.find("a")).isEmpty();
        assertThat(reading.find("b")).isEmpty();
        assertThat(reading.history("a")).isEmpty();
        assertThat(reading.links()).isEmpty();
        assertThat(reading.books()).extracting(Book::canonical).containsExactly(document("c"));
        assertThat(reading.books.forgetBook(reading.ana, document("b"))).isFalse();

        reading.push(push("a", "9", 0.9));
        assertThat(reading.history("a")).hasSize(1);
        assertThat(reading.books().getFirst().label()).isEmpty();
        assertThat(reading.find("a").orElseThrow().book()).isEmpty();
    }

    @Test
    default void aBookGoesOnWithoutAForgottenMember() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.push(push("c", "3", 0.3));
        reading.link("a", "b", "c");

        assertThat(reading.books.forgetDocument(reading.ana, document("c"))).isTrue();
        assertThat(reading.find("c")).isEmpty();
        assertThat(reading.place("a")).isEqualTo("2");
        assertThat(reading.links()).containsExactly("b -> a manual");
    }

    @Test
    default void theNextDocumentNamesABookWhoseCanonicalOneIsForgotten() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.push(push("c", "3", 0.3));
        reading.link("a", "b", "c");
        reading.books.label(reading.ana, document("c"), new Label("mine"));
        reading.books.changePolicy(reading.ana, document("c"), Optional.of(Policy.FURTHEST));

        reading.books.forgetDocument(reading.ana, document("a"));
        assertThat(reading.links()).containsExactly("c -> b manual");
        var book = reading.books().getFirst();
        assertThat(book.label()).hasValue("mine");
        assertThat(book.policy()).hasValue(Policy.FURTHEST);

        reading.books.forgetDocument(reading.ana, document("b"));
        assertThat(reading.links()).isEmpty();
        assertThat(reading.books()).extracting(Book::label).containsExactly(Optional.of("mine"));
    }

    @Test
    default void aDocumentCanBeForgottenByItsNumber() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        long number =
                reading.books.documents(reading.ana, Page.first(1)).getFirst().number();

        assertThat(reading.books.forgetDocument(reading.ben, number)).isEmpty();
        assertThat(reading.books.forgetDocument(reading.ana, number)).hasValue(document("b"));
        assertThat(reading.books.forgetDocument(reading.ana, number)).isEmpty();
        assertThat(reading.books.forgetDocument(reading.ana, document("b"))).isFalse();

        reading.push(push("b", "2", 0.2));
        assertThat(reading.books
                        .documents(reading.ana, Page.first(1))
                        .getFirst()
                        .number())
                .isNotEqualTo(number);
    }

    @Test
    default void aStaleAccountChangesNothing() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.accounts.changeDisabled(reading.ana, true);
        assertThatThrownBy(() -> reading.books.forgetBook(reading.ana, document("a")))
                .isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> reading.books.forgetDocument(reading.ana, 1)).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> reading.books.label(reading.ana, document("a"), new Label("mine")))
                .isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> reading.books()).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> reading.link("a", "b")).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> reading.links.unlink(reading.ana, document("b")))
                .isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> reading.history("a")).isInstanceOf(StaleAccount.class);
        assertThat(reading.books.card(reading.ana.id(), CardOrder.RECENT, CardFilter.EVERYTHING, 5))
                .extracting(Book::label)
                .containsExactly(Optional.empty());
    }

    // --- editing

    @Test
    default void labelAndPolicyAreChangedFromWhatSomebodySaw() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.link("a", "b");
        var nothing = new Choices(Optional.empty(), Optional.empty());
        var mine = new Choices(Optional.of(new Label("Mine")), Optional.of(Policy.FURTHEST));

        assertThat(reading.books.edit(reading.ana, document("b"), nothing, mine))
                .isEqualTo(new EditResult.Edited());
        assertThat(reading.books().getFirst().label()).hasValue("Mine");
        assertThat(reading.books().getFirst().policy()).hasValue(Policy.FURTHEST);
        assertThat(reading.books.edit(reading.ana, document("a"), mine, nothing))
                .isEqualTo(new EditResult.Edited());
        assertThat(reading.books().getFirst().label()).isEmpty();
    }

    @Test
    default void whoeverSawSomethingOlderChangesNothing() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        var nothing = new Choices(Optional.empty(), Optional.empty());
        var mine = new Choices(Optional.of(new Label("Mine")), Optional.empty());
        var yours = new Choices(Optional.of(new Label("Yours")), Optional.empty());

        reading.books.edit(reading.ana, document("a"), nothing, mine);
        assertThat(reading.books.edit(reading.ana, document("a"), nothing, yours))
                .isEqualTo(new EditResult.Overtaken(mine));
        assertThat(reading.books().getFirst().label()).hasValue("Mine");
    }

    @Test
    default void onlyABookOfOnesOwnThatIsReadCanBeEdited() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.link("x", "y");
        var nothing = new Choices(Optional.empty(), Optional.empty());

        assertThat(reading.books.edit(reading.ben, document("a"), nothing, nothing))
                .isEqualTo(new EditResult.Missing());
        assertThat(reading.books.edit(reading.ana, document("x"), nothing, nothing))
                .isEqualTo(new EditResult.Missing());
    }

    @Test
    default void membersOfABookSayWhyTheyBelongThere() {
        var reading = reading();
        reading.push(named("a", "Leaves of Grass.epub"));
        reading.link("a", "b");

        var members = reading.books.members(reading.ana, document("b"));
        assertThat(members)
                .extracting(Member::id)
                .containsExactly(document("a"), document("b"), document("1cc31f6b3e189528e34e5edc8bb9890a"));
        assertThat(members)
                .extracting(Member::link)
                .containsExactly(Optional.empty(), Optional.of(LinkKind.MANUAL), Optional.of(LinkKind.DIGEST));
        assertThat(members.getFirst().pushes()).isEqualTo(1);
        assertThat(members.getFirst().standing()).isPresent();
        assertThat(members.get(1).standing()).isEmpty();
        assertThat(reading.books.members(reading.ben, document("a"))).isEmpty();
    }

    @Test
    default void whatAFileSaysIsKept() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        var said = new Metadata(Optional.empty(), Optional.of("Dune"), Optional.of("Frank Herbert"));

        assertThat(reading.books.describe(reading.ana, document("a"), new FileName("dune.epub"), said))
                .isTrue();
        assertThat(reading.books.describe(reading.ana, document("x"), new FileName("dune.epub"), said))
                .isFalse();
        assertThat(reading.books.describe(reading.ben, document("a"), new FileName("dune.epub"), said))
                .isFalse();
        var book = reading.books().getFirst();
        assertThat(book.title()).hasValue("Dune");
        assertThat(book.authors()).hasValue("Frank Herbert");
        assertThat(book.filename()).hasValue("dune.epub");
    }
}
