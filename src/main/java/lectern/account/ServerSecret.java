package lectern.account;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The secret that names are hidden with. Without it nobody can sign in any more, so it is made up only for a database
/// that holds nothing yet, and a server with another secret does not start.
public final class ServerSecret {
    private static final int SHORTEST = 16;

    private ServerSecret() {}

    /// Finds the secret, or makes it for an empty database, and checks that it is the one this database was used with.
    /// Throws [WrongSecret].
    public static Privacy unlock(ServerIdentities identities, AccountSettings settings, SecureRandom random) {
        var known = identities.find();
        var secret = find(settings)
                .or(() -> known.isEmpty() ? Optional.of(make(settings.secretFile(), random)) : Optional.empty())
                .orElseThrow(() -> new WrongSecret("The secret of this database is missing: put "
                        + settings.secretFile() + " back from your backup, or set LECTERN_SECRET."));
        if (secret.length() < SHORTEST) {
            throw new WrongSecret("The secret (LECTERN_SECRET or " + settings.secretFile() + ") needs at least "
                    + SHORTEST + " characters; make one with: openssl rand -base64 32");
        }
        var privacy = new Privacy(secret, random);
        var settled = known.orElseGet(() -> identities.settle(new ServerIdentity(
                AccountId.random(random).value(), AccountId.random(random).value(), privacy.fingerprint())));
        if (!settled.secretFingerprint().equals(privacy.fingerprint())) {
            throw new WrongSecret("The secret (LECTERN_SECRET or " + settings.secretFile()
                    + ") is not the one this database was made with: put the old one back.");
        }
        return privacy;
    }

    private static Optional<String> find(AccountSettings settings) {
        if (settings.secret().isPresent()) {
            return settings.secret();
        }
        try {
            return Optional.of(Files.readString(settings.secretFile()).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new WrongSecret("The secret cannot be read from " + settings.secretFile() + ": " + e.getMessage());
        }
    }

    private static String make(Path file, SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try (var channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file))) {
            channel.write(ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
            forceFolder(file); // the database must never remember a secret whose file a power cut took away
        } catch (FileAlreadyExistsException _) {
            throw new WrongSecret("Another process is just making " + file + ": start again.");
        } catch (IOException e) {
            throw new WrongSecret("The secret cannot be written to " + file + ": " + e.getMessage());
        }
        return secret;
    }

    private static void forceFolder(Path file) throws IOException {
        try (var folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
    }

    private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
        return Files.getFileStore(folder(file)).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
