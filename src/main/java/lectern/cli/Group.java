package lectern.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A first word that wants a second one.
@Command(synopsisSubcommandLabel = "COMMAND")
final class Group implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine of(String sentence) {
        var line = new CommandLine(new Group());
        line.getCommandSpec().usageMessage().description(sentence);
        return line;
    }

    @Override
    public void run() {
        var words = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(spec.commandLine(), "Which command: " + words + "?");
    }
}
