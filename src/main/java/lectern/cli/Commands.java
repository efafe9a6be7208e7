package lectern.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

import lectern.config.Kind;

/// Everything that can be typed, on one screen.
public final class Commands {
    private static final Kind<Duration> DURATION = Kind.duration("30d");

    private Commands() {}

    /// Runs one command in this process and returns its exit code.
    public static int run(String... words) {
        return run(Console.system(), words);
    }

    static int run(Console console, String... words) {
        var lectern = new Lectern(console);
        return tree(lectern, List.of(words))
                .registerConverter(Duration.class, Commands::duration)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setParameterExceptionHandler((wrong, _) -> misused(lectern, wrong))
                .setExecutionExceptionHandler((thrown, _, _) -> Misfortune.tell(lectern, thrown))
                .execute(words);
    }

    /// Making a command costs picocli some milliseconds, and `serve` shall answer soon: only what was named is made.
    private static CommandLine tree(Lectern lectern, List<String> words) {
        var all = all(lectern);
        var named = words.stream().filter(all::containsKey).toList();
        var line = new CommandLine(lectern);
        all.forEach((name, command) -> {
            if (named.isEmpty() || named.contains(name)) {
                line.addSubcommand(name, command.get());
            }
        });
        return line;
    }

    private static Map<String, Supplier<Object>> all(Lectern lectern) {
        var all = new LinkedHashMap<String, Supplier<Object>>();
        all.put("serve", () -> new Serve(lectern));
        all.put(
                "user",
                () -> Group.of("Accounts: one for each person.")
                        .addSubcommand("add", new UserAdd(lectern))
                        .addSubcommand("list", new UserList(lectern))
                        .addSubcommand("show", new UserShow(lectern))
                        .addSubcommand("rename", new UserRename(lectern))
                        .addSubcommand("mail", new UserMail(lectern))
                        .addSubcommand("password", new UserPassword(lectern))
                        .addSubcommand("role", new UserRole(lectern))
                        .addSubcommand("keys-only", new UserKeysOnly(lectern))
                        .addSubcommand("disable", new UserDisable(lectern))
                        .addSubcommand("enable", new UserEnable(lectern))
                        .addSubcommand("delete", new UserDelete(lectern)));
        all.put(
                "key",
                () -> Group.of("Device keys: each is typed into one device instead of the password.")
                        .addSubcommand("add", new KeyAdd(lectern))
                        .addSubcommand("list", new KeyList(lectern))
                        .addSubcommand("revoke", new KeyRevoke(lectern)));
        all.put(
                "session",
                () -> Group.of("Sessions: who is signed in.")
                        .addSubcommand("list", new SessionList(lectern))
                        .addSubcommand("end", new SessionEnd(lectern)));
        all.put(
                "invite",
                () -> Group.of("Invitations: codes with which people make their own accounts.")
                        .addSubcommand("add", new InviteAdd(lectern))
                        .addSubcommand("list", new InviteList(lectern))
                        .addSubcommand("revoke", new InviteRevoke(lectern)));
        all.put(
                "reset",
                () -> Group.of("Lost passwords: who asked for a new one.")
                        .addSubcommand("list", new ResetList(lectern))
                        .addSubcommand("issue", new ResetIssue(lectern)));
        all.put(
                "progress",
                () -> Group.of("Where people are in their books.")
                        .addSubcommand("list", new ProgressList(lectern))
                        .addSubcommand("history", new ProgressHistory(lectern))
                        .addSubcommand("restore", new ProgressRestore(lectern))
                        .addSubcommand("forget", new ProgressForget(lectern))
                        .addSubcommand("policy", new ProgressPolicy(lectern))
                        .addSubcommand("preferences", new ProgressPreferences(lectern)));
        all.put(
                "anki",
                () -> Group.of("Anki collections.")
                        .addSubcommand("list", new AnkiList(lectern))
                        .addSubcommand("show", new AnkiShow(lectern))
                        .addSubcommand("snapshots", new AnkiSnapshots(lectern))
                        .addSubcommand("restore", new AnkiRestore(lectern))
                        .addSubcommand("verify", new AnkiVerify(lectern))
                        .addSubcommand("reset", new AnkiReset(lectern))
                        .addSubcommand("export", new AnkiExport(lectern))
                        .addSubcommand("import", new AnkiImport(lectern)));
        all.put(
                "store",
                () -> Group.of("What apps keep: named values with versions, here or on a server (--url).")
                        .addSubcommand("list", new StoreList(lectern))
                        .addSubcommand("get", new StoreGet(lectern))
                        .addSubcommand("put", new StorePut(lectern))
                        .addSubcommand("delete", new StoreDelete(lectern))
                        .addSubcommand("versions", new StoreVersions(lectern))
                        .addSubcommand("restore", new StoreRestore(lectern))
                        .addSubcommand("share", new StoreShare(lectern))
                        .addSubcommand("unshare", new StoreUnshare(lectern))
                        .addSubcommand("quota", new StoreQuota(lectern)));
        all.put("activity", () -> new ShowActivity(lectern));
        all.put("config", () -> new ShowConfig(lectern));
        all.put("doctor", () -> new Doctor(lectern));
        all.put("restored", () -> new Restored(lectern));
        all.put("version", () -> new ShowVersion(lectern));
        return all;
    }

    private static int misused(Lectern lectern, ParameterException wrong) {
        lectern.complain(String.valueOf(wrong.getMessage()));
        if (!lectern.json()) {
            var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
            lectern.console().err().println("Try: " + command + " --help");
        }
        return Exit.USAGE;
    }

    private static Duration duration(String text) {
        try {
            return DURATION.parser().parse(text, Path.of(""));
        } catch (IllegalArgumentException _) {
            throw new TypeConversionException("'%s' is not %s".formatted(text, DURATION.words()));
        }
    }
}
