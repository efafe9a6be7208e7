package lectern.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrontDoorTest {
    private final Router kosync = router("kosync", Slashes.MERGED);
    private final Router store = router("store", Slashes.RAW);
    private final Router web = router("web", Slashes.MERGED);

    @ParameterizedTest
    @CsvSource({
        "/users/auth, kosync, /users/auth",
        "//users//auth/, kosync, /users/auth",
        "/users, kosync, /users",
        "/store/a//b/, store, /store/a//b/",
        "//store/a, store, //store/a",
        "/store, store, /store",
        "/reader/users/auth, kosync, /users/auth",
        "/reader//users/auth, kosync, /users/auth",
        "/api/koreader/syncs/progress, kosync, /syncs/progress",
        "/api/v1/books, web, /api/v1/books",
        "/, web, /",
        "//, web, /",
        "'', web, /"
    })
    void theFirstSegmentDecides(String path, String door, String seen) {
        assertThat(place(door(""), path)).isEqualTo(door + " " + seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/reader",
                "/reader/store/a",
                "/reader/",
                "/api",
                "/api/users",
                "/Users/auth",
                "/%75sers/auth",
                "/usersx",
                "*"
            })
    void whatNoDoorCarriesIsNowhere(String path) {
        assertThat(place(door(""), path)).startsWith("none ");
    }

    @ParameterizedTest
    @CsvSource({
        "/lectern/sync/users/auth, kosync, /users/auth",
        "/lectern/sync//users/auth, kosync, /users/auth",
        "//lectern//sync/users/auth, kosync, /users/auth",
        "/users/auth, kosync, /users/auth",
        "/lectern/sync/reader/users/auth, kosync, /users/auth",
        "/lectern/sync/store//a/, store, /store//a/",
        "/lectern/sync, web, /",
        "/lectern/sync/, web, /",
        "/lectern, none, /lectern",
        "/lectern/syncs/progress, none, /lectern/syncs/progress"
    })
    void theBasePathIsStrippedWhereItIsPresent(String path, String door, String seen) {
        assertThat(place(door("/lectern/sync/"), path)).isEqualTo(door + " " + seen);
    }

    @Test
    void aBasePathMayBeginLikeADoor() {
        var door = door("/store");
        assertThat(place(door, "/store/store/a")).isEqualTo("store /store/a");
        assertThat(place(door, "/store/a")).isEqualTo("store /store/a");
        assertThat(place(door, "/store/users/auth")).isEqualTo("kosync /users/auth");
    }

    @Test
    void noSegmentHasTwoRouters() {
        assertThatThrownBy(() -> door("").mount(web, "users")).hasMessage("mounted twice: users");
    }

    private FrontDoor door(String basePath) {
        return new FrontDoor(basePath)
                .mount(kosync, "users", "syncs")
                .mountBelow("/reader", kosync, "users", "syncs")
                .mountBelow("/api/koreader", kosync, "users", "syncs")
                .mount(store, "store")
                .mount(web, "app", "api/v1")
                .front(web);
    }

    private static String place(FrontDoor door, String path) {
        var place = door.place(path);
        return place.router().door() + " " + place.path();
    }

    private static Router router(String door, Slashes slashes) {
        return new Router(door, slashes, Faults.plain(), Cors.none());
    }
}
