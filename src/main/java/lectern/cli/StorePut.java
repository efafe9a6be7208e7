package lectern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.cli.store.OwnStores;
import lectern.cli.store.OwnStores.Content;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Expected.Condition;
import lectern.syncnode.entry.Written.Status;

@Command(
        description = {
            "Creates a store, or replaces what is in it: lectern store put notes/today < today.txt",
            "A store that exists is replaced only when --token names its version, or with --force.",
            "Exit status 5: somebody else changed it meanwhile."
        })
final class StorePut implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KEY", description = "Its name, or its address.")
    private String key;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "What to store; without this: standard input.")
    private @Nullable Path file;

    @Option(names = "--type", paramLabel = "TYPE", description = "The type of the content, as text/plain.")
    private @Nullable String type;

    @Option(names = "--meta", paramLabel = "TEXT", description = "Metadata, in visible ASCII; without this: none.")
    private @Nullable String meta;

    @Option(names = "--if-absent", description = "Only if there is no such store yet.")
    private boolean ifAbsent;

    @Mixin
    private final StoreVersion version = new StoreVersion();

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StorePut(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        if (ifAbsent && version.isSaid()) {
            throw Failure.misuse("Say --if-absent, --token or --force.");
        }
        var input = file == null ? StorePlace.Input.CONTENT : StorePlace.Input.PASSWORD;
        try (var stores = place.open(lectern, input)) {
            var stored = stores.put(key, expected(stores), content());
            lectern.done(
                    "%s is %s, at version %s.".formatted(key, words(stored.status()), stored.token()),
                    new Facts()
                            .fact("key", "Key", key)
                            .fact("status", "Status", stored.status())
                            .fact("token", "Token", stored.token()));
            return Exit.DONE;
        }
    }

    private Expected expected(OwnStores stores) {
        return ifAbsent ? Expected.NOTHING.and(new Condition.Absent()) : version.expected(stores, key);
    }

    private Content content() throws IOException {
        if (file == null) {
            return content(OptionalLong.empty(), lectern.console()::in);
        }
        var source = lectern.console().folder().resolve(file);
        if (!Files.isReadable(source) || Files.isDirectory(source)) {
            throw new Failure("%s can't be read.".formatted(source));
        }
        var size = Files.isRegularFile(source) ? OptionalLong.of(Files.size(source)) : OptionalLong.empty();
        return content(size, () -> Files.newInputStream(source));
    }

    private Content content(OptionalLong size, OwnStores.Source source) {
        return new Content(size, Optional.ofNullable(type), Optional.ofNullable(meta), source);
    }

    static String words(Status status) {
        return switch (status) {
            case CREATED -> "created";
            case UPDATED -> "replaced";
            case UNCHANGED -> "as it was already";
        };
    }
}
