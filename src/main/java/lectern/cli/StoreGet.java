package lectern.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.cli.store.OwnStores.Opened;
import lectern.files.DurableFile;
import lectern.files.Size;

@Command(
        description = {
            "Reads a store: lectern store get notes/today > today.txt",
            "The bytes go to standard output or into a file, and are compared with the digest they were stored with.",
            "With --json, what is known of the store goes to standard output, and its bytes only into a FILE."
        })
final class StoreGet implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KEY", description = "Its name, or its address.")
    private String key;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to; without this: standard output.")
    private @Nullable Path file;

    @Option(
            names = "--version",
            paramLabel = "TOKEN",
            description = "An earlier version, as `store versions` shows it.")
    private @Nullable String version;

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreGet(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = place.open(lectern);
                var opened = stores.open(key, Optional.ofNullable(version))) {
            if (file != null) {
                write(opened, lectern.console().folder().resolve(file));
            } else if (lectern.json()) {
                lectern.show(facts(opened));
            } else {
                copy(opened);
            }
            return Exit.DONE;
        }
    }

    /// A file that is there already stays as it is until everything has come.
    private void write(Opened opened, Path target) throws IOException {
        var digest = sha256();
        DurableFile.write(target, new Compared(opened.bytes(), digest, opened.sha256()));
        lectern.done(
                "%s, version %s, is in %s.".formatted(key, opened.line().token(), target),
                facts(opened).fact("file", "File", target));
    }

    private void copy(Opened opened) throws IOException {
        try (var bytes = new Compared(opened.bytes(), sha256(), opened.sha256())) {
            var buffer = new byte[64 * 1024];
            var out = lectern.console().out();
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                out.write(buffer, 0, read);
                if (out.checkError()) {
                    throw new Failure("Standard output was closed before all of %s was written.".formatted(key));
                }
            }
        }
    }

    private static Facts facts(Opened opened) {
        var line = opened.line();
        return new Facts()
                .fact("key", "Key", line.key())
                .fact("token", "Token", line.token())
                .fact("size", "Size", new Size(line.size()))
                .fact("contentType", "Type", line.contentType())
                .fact("meta", "Metadata", opened.meta())
                .fact("modified", "Changed", line.modified())
                .fact("permission", "May", line.permission())
                .fact("owner", "Owner", line.owner())
                .fact("address", "Address", line.address())
                .fact("sha256", "SHA-256", opened.sha256());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /// Ends only when the bytes were what they shall be.
    private static final class Compared extends DigestInputStream {
        private final String wanted;

        Compared(InputStream bytes, MessageDigest digest, String wanted) {
            super(bytes, digest);
            this.wanted = wanted;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            if (read < 0
                    && !HexFormat.of().formatHex(getMessageDigest().digest()).equals(wanted)) {
                throw new Failure("What came is not what was stored: its digest is another. Read it again.");
            }
            return read;
        }
    }
}
