package lectern.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import lectern.files.DurableFile;

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
                .or(() -> known.isEmpty() ? make(settings.secretFile(), random) : Optional.empty())
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
        return settings.secret().or(() -> read(settings.secretFile()));
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new WrongSecret("The secret cannot be read from " + file + ": " + e.getMessage());
        }
    }

    /// When another process makes one at the same time, both use the first.
    private static Optional<String> make(Path file, SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        DurableFile.create(file, (secret + "\n").getBytes(StandardCharsets.US_ASCII));
        return read(file);
    }
}
