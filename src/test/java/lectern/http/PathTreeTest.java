package lectern.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PathTreeTest {
    private final PathTree tree = new PathTree();

    @ParameterizedTest
    @CsvSource({
        "/a, /a",
        "/a/x, /a/{one}",
        "/a/b, /a/b",
        "/a/b/c, /a/b/{two}",
        "/a/x/c, /a/{one}/c",
        "/a/b/c/d, /a/{one}/c/d",
        "/k/, /k/{rest...}",
        "/k/x, /k/{rest...}",
        "/k/x//y/, /k/{rest...}",
        "/, /"
    })
    void whatIsWrittenOutWinsAndAWrongTurnIsTakenBack(String path, String pattern) {
        for (var each :
                new String[] {"/", "/a", "/a/b", "/a/{one}", "/a/b/{two}", "/a/{one}/c", "/a/{one}/c/d", "/k/{rest...}"
                }) {
            tree.add("GET", each, _ -> Response.empty(200));
        }
        var found = requireNonNull(tree.find(path));
        assertThat(endpoint(found).route().pattern()).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/", "/a//c", "/b", "/a/x/y", "a", ""})
    void aSegmentIsNeverEmptyAndNothingIsGuessed(String path) {
        tree.add("GET", "/a/{one}", _ -> Response.empty(200));
        tree.add("GET", "/a/{one}/c", _ -> Response.empty(200));
        assertThat(tree.find(path)).isNull();
    }

    @Test
    void theValuesStandInTheOrderOfTheNames() {
        tree.add("GET", "/{first}/x/{second}/{rest...}", _ -> Response.empty(200));
        var found = requireNonNull(tree.find("/1/x/%2F/3/4"));
        assertThat(found.values()).containsExactly("1", "%2F", "3/4");
        assertThat(endpoint(found).names()).containsExactly("first", "second", "rest");
    }

    @Test
    void aRouteIsDeclaredOnce() {
        tree.add("GET", "/a/{one}", _ -> Response.empty(200));
        tree.add("PUT", "/a/{one}", _ -> Response.empty(200));
        assertThatThrownBy(() -> tree.add("GET", "/a/{other}", _ -> Response.empty(200)))
                .hasMessage("declared twice: GET /a/{other}");
        assertThatThrownBy(() -> tree.add("GET", "a", _ -> Response.empty(200))).hasMessageContaining("slash");
    }

    private static Endpoint endpoint(PathTree.Found found) {
        return requireNonNull(found.endpoints().get("GET"));
    }
}
