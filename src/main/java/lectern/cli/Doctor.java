package lectern.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import lectern.config.SettingsException;
import lectern.doctor.Checkup;
import lectern.doctor.Finding;
import lectern.doctor.Finding.Weight;
import lectern.doctor.Inside;

@Command(
        description = {
            "Looks for what is wrong and says how to mend it; may run beside the server.",
            "The exit code is 1 when there is a problem, 0 when there are warnings at most."
        })
final class Doctor implements Callable<Integer> {
    private static final Table<Finding> TABLE = new Table<Finding>("")
            .column("weight", "Weight", Finding::weight)
            .column("area", "Area", Finding::area)
            .column("sentence", "Finding", Finding::sentence)
            .column("remedy", "Remedy", Finding::remedy);

    @Option(names = "--mend", description = "Remove what processes left behind that were killed.")
    private boolean mend;

    @Option(
            names = "--deep",
            description = "Read every byte that is kept, and compare it with its digest: takes as long as a copy.")
    private boolean deep;

    private final Lectern lectern;

    Doctor(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        System.setProperty("lectern.log", "off"); // what would be logged is among the findings
        var findings = findings();
        if (lectern.json()) {
            lectern.show(TABLE, findings);
        } else {
            lectern.console().out().println(forPeople(findings));
        }
        return findings.stream().anyMatch(finding -> finding.weight() == Weight.PROBLEM) ? Exit.FAILED : Exit.DONE;
    }

    private List<Finding> findings() {
        try {
            var clock = lectern.console().clock();
            return new Checkup(lectern.config(), this::open, clock, clock.getZone(), mend, deep).findings();
        } catch (SettingsException wrong) {
            return Checkup.of(wrong);
        }
    }

    private void open(Consumer<Inside> look) {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            look.accept(new Inside(
                    stores.accounts(),
                    stores.keys(),
                    stores.activityLog(),
                    stores.blobs(),
                    stores.entries(),
                    stores.media(),
                    collections));
        }
    }

    /// The remedy has a line of its own, because it is what somebody copies.
    private static String forPeople(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.area().length())
                .max()
                .orElse(0);
        return findings.stream()
                .map(finding -> "%-7s  %-*s  %s"
                                .replace("*", Integer.toString(width))
                                .formatted(word(finding.weight()), finding.area(), finding.sentence())
                        + finding.remedy()
                                .map(" ".repeat(width + 11)::concat)
                                .map("\n"::concat)
                                .orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private static String word(Weight weight) {
        return switch (weight) {
            case FINE -> "fine";
            case WARNING -> "warning";
            case PROBLEM -> "PROBLEM";
        };
    }
}
