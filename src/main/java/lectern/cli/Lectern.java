package lectern.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

import lectern.account.Account;
import lectern.account.ActivityLog;
import lectern.account.Door;
import lectern.account.Event;
import lectern.account.Handle;
import lectern.anki.collection.Collections;
import lectern.config.Config;
import lectern.config.Settings;
import lectern.json.Json;
import lectern.kosync.book.DocumentId;
import lectern.server.AccountServices;
import lectern.server.Stores;

/// The command above all others: the options that each of them has, and the way to the data and back to the person.
@Command(
        name = "lectern",
        description = "One self-hosted sync server for what you read, what you learn, and what your apps keep.",
        synopsisSubcommandLabel = "COMMAND")
final class Lectern implements Runnable {
    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer as JSON, for programs.")
    private boolean json;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings to read instead of `lectern.conf` beside the script.")
    private @Nullable Path file;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Console console;
    private final SecureRandom random = new SecureRandom();

    Lectern(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    Console console() {
        return console;
    }

    boolean json() {
        return json;
    }

    /// Every setting, whether right or wrong.
    Settings settings() {
        var environment = console.environment();
        var named = file != null ? file.toString() : environment.getOrDefault(Config.FILE_VARIABLE, "");
        if (!named.isEmpty()) {
            return Settings.of(environment, console.folder(), console.folder().resolve(named));
        }
        var usual = console.home().resolve("lectern.conf");
        return Files.exists(usual)
                ? Settings.of(environment, console.folder(), usual)
                : Settings.of(environment, console.folder());
    }

    Config config() {
        return Config.load(settings(), console.home());
    }

    /// To be closed by the command.
    Stores open() {
        return Stores.open(config(), random, console.clock());
    }

    /// To be closed by the command, before the stores.
    AccountServices services(Stores stores) {
        return AccountServices.open(stores, config().accounts(), random, console.clock());
    }

    /// To be closed by the command, before the stores.
    Collections collections(Stores stores) {
        var settings = config().anki();
        return Collections.open(
                settings.folder(),
                settings.collections(),
                stores.leases(),
                event -> note(stores, event),
                console.clock());
    }

    /// Asks for a new password, see [NewPassword].
    NewPassword newPassword() {
        return NewPassword.ask(console, random);
    }

    /// What an operator did to an account stands in its activity.
    void noted(Stores stores, Account account, String what, String detail) {
        note(stores, new Event(Optional.of(account.id()), Door.OPERATOR, "", "", what, Event.Outcome.DONE, detail));
    }

    private void note(Stores stores, Event event) {
        stores.activityLog()
                .append(List.of(new ActivityLog.Entry(console.clock().instant(), 1, event)));
    }

    <T> void show(Table<T> table, List<T> things) {
        if (json) {
            print(table.forPrograms(things));
        } else {
            console.out().println(table.forPeople(things, console.clock().getZone()));
        }
    }

    void show(Facts facts) {
        if (json) {
            print(facts.forPrograms());
        } else {
            console.out().println(facts.forPeople(console.clock().getZone()));
        }
    }

    /// Something was done: a sentence for people, the facts of it for programs.
    void done(String sentence, Facts facts) {
        if (json) {
            print(facts.forPrograms());
        } else {
            console.out().println(sentence);
        }
    }

    /// A sentence for people, an object with it for programs.
    void complain(String sentence) {
        console.err().println(json ? text(Json.object().put("error", sentence)) : sentence);
    }

    Account account(Stores stores, String name) {
        return stores.accounts()
                .find(name)
                .orElseThrow(() ->
                        new Failure("There is no account called %s; `lectern user list` shows all.".formatted(name)));
    }

    Handle handle(String text) {
        try {
            return new Handle(text);
        } catch (IllegalArgumentException _) {
            throw new Failure("%s is no handle; the list shows them.".formatted(text));
        }
    }

    DocumentId document(String text) {
        return DocumentId.parse(text)
                .orElseThrow(
                        () -> new Failure("%s is no document; `lectern progress list` shows them.".formatted(text)));
    }

    /// Somebody in front of a terminal is asked; a script is taken at its word.
    void confirm(String question) {
        var answer = console.terminal().map(terminal -> terminal.shown(question + " (yes or no) "));
        if (answer.isPresent() && !answer.get().strip().equalsIgnoreCase("yes")) {
            throw new Failure("Nothing was changed.");
        }
    }

    private void print(JsonNode node) {
        console.out().println(text(node));
    }

    private static String text(JsonNode node) {
        return new String(Json.write(node), StandardCharsets.UTF_8);
    }
}
