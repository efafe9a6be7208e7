package lectern.kosync.book;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SameBookTest {
    @Test
    void itTakesTwoDifferentDocuments() {
        assertThat(SameBook.of(List.of())).isEmpty();
        assertThat(SameBook.of(List.of(document("a")))).isEmpty();
        assertThat(SameBook.of(List.of(document("a"), document("a")))).isEmpty();
        assertThat(SameBook.of(List.of(document("a"), document("b"), document("a"))))
                .hasValueSatisfying(wish -> assertThat(wish.documents()).containsExactly(document("a"), document("b")));
    }

    @Test
    void itTakesNoMoreThan64() {
        var names = IntStream.range(0, 64).mapToObj(nth -> document("a" + nth)).toList();
        assertThat(SameBook.of(names)).isPresent();
        assertThat(SameBook.of(IntStream.range(0, 65)
                        .mapToObj(nth -> document("a" + nth))
                        .toList()))
                .isEmpty();
        assertThat(SameBook.of(Collections.nCopies(65, document("a")))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new SameBook(List.of(document("a"))));
    }

    private static DocumentId document(String id) {
        return new DocumentId(id);
    }
}
