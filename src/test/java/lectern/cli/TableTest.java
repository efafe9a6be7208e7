package lectern.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import lectern.account.Role;

import static org.assertj.core.api.Assertions.assertThat;

class TableTest {
    private record Thing(String name, Optional<Instant> at, boolean odd, double read, List<String> tags) {}

    private static final Instant MOMENT = Instant.parse("2026-11-20T22:30:05.123Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Table<Thing> TABLE = new Table<Thing>("There is nothing.")
            .column("name", "Name", Thing::name)
            .column("at", "At", Thing::at)
            .column("odd", "Odd", Thing::odd)
            .column("read", "Read", thing -> new Share(thing.read()))
            .column("tags", "Tags", Thing::tags);

    private static final List<Thing> THINGS = List.of(
            new Thing("a long name", Optional.of(MOMENT), true, 0.3215, List.of("x", "y")),
            new Thing("b", Optional.empty(), false, 1, List.of()));

    @Test
    void peopleSeeColumnsUnderHeadsInTheirOwnTime() {
        assertThat(TABLE.forPeople(THINGS, BERLIN)).isEqualTo("""
                        Name         At                   Odd  Read     Tags
                        a long name  2026-11-20 23:30:05  yes  32.2 %   x, y
                        b            -                    no   100.0 %  -""");
    }

    @Test
    void peopleSeeASentenceInsteadOfAnEmptyTable() {
        assertThat(TABLE.forPeople(List.of(), BERLIN)).isEqualTo("There is nothing.");
    }

    @Test
    void programsGetValuesAsTheyAre() {
        assertThat(TABLE.forPrograms(THINGS))
                .hasToString("[{\"name\":\"a long name\",\"at\":\"2026-11-20T22:30:05.123Z\",\"odd\":true,"
                        + "\"read\":0.3215,\"tags\":[\"x\",\"y\"]},"
                        + "{\"name\":\"b\",\"at\":null,\"odd\":false,\"read\":1,\"tags\":[]}]");
        assertThat(TABLE.forPrograms(List.of())).hasToString("[]");
    }

    @Test
    void textOfClientsCannotSteerTheTerminal() {
        assertThat(Cell.forPeople("Kindle\u001b[2J\u202Eevil\r\n", BERLIN))
                .isEqualTo("Kindle\uFFFD[2J\uFFFDevil\uFFFD\uFFFD");
        assertThat(Cell.forPeople("👩\u200D💻 été", BERLIN)).isEqualTo("👩\u200D💻 été");
    }

    @Test
    void factsStandBelowEachOther() {
        var facts = new Facts()
                .fact("role", "Role", Role.ADMIN)
                .fact("createdAt", "Made", MOMENT)
                .fact("count", "Number of keys", 3);
        assertThat(facts.forPeople(ZoneId.of("UTC"))).isEqualTo("""
                        Role            admin
                        Made            2026-11-20 22:30:05
                        Number of keys  3""");
        assertThat(facts.forPrograms())
                .hasToString("{\"role\":\"admin\",\"createdAt\":\"2026-11-20T22:30:05.123Z\",\"count\":3}");
    }
}
