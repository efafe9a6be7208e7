package lectern;

import lectern.cli.Commands;

/// argv to subcommand to exit code, and nothing else.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Commands.run(args));
    }
}
