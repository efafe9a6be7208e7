package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import lectern.config.Config;
import lectern.config.ConfigurationPage;
import lectern.config.Setting;

@Command(description = "Every effective setting and where it came from; secrets are masked.")
final class ShowConfig implements Callable<Integer> {
    private static final Table<Setting> TABLE = new Table<Setting>("")
            .column("key", "Key", Setting::key)
            .column("value", "Value", Setting::value)
            .column("origin", "From", Setting::origin);

    @Option(names = "--reference", description = "Print the page that describes every setting instead.")
    private boolean reference;

    private final Lectern lectern;

    ShowConfig(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        var settings = lectern.settings();
        Config.load(settings, lectern.console().home());
        if (reference) {
            lectern.console().out().print(ConfigurationPage.of(settings));
        } else {
            lectern.show(TABLE, settings.asked());
        }
        return Exit.DONE;
    }
}
