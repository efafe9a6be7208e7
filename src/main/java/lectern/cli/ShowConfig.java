package lectern.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import lectern.config.Config;
import lectern.config.ConfigurationPage;
import lectern.config.Settings.OtherVariable;

@Command(description = "Every effective setting and where it came from; secrets are masked.")
final class ShowConfig implements Callable<Integer> {
    private record Line(String key, String value, String origin) {}

    private static final Table<Line> TABLE = new Table<Line>("")
            .column("key", "Key", Line::key)
            .column("value", "Value", Line::value)
            .column("origin", "From", Line::origin);

    @Option(names = "--reference", description = "Print the page that describes every setting instead.")
    private boolean reference;

    private final Lectern lectern;

    ShowConfig(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        var settings = lectern.settings();
        var config = Config.load(settings, lectern.console().home());
        if (reference) {
            lectern.console().out().print(ConfigurationPage.of(settings));
        } else {
            lectern.show(TABLE, lines(config));
        }
        return Exit.DONE;
    }

    /// A variable that is no key of ours may hold a password: that it is set is all there is to show.
    private static List<Line> lines(Config config) {
        return Stream.concat(
                        config.effective().stream()
                                .map(setting -> new Line(setting.key(), setting.value(), setting.origin())),
                        config.others().stream()
                                .filter(OtherVariable::set)
                                .map(other -> new Line(other.name(), "set", "environment")))
                .toList();
    }
}
