package lectern.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/// What the JDK's TLS asks for keys. A handshake first asks for an alias, then for its key and for its chain; an alias
/// belongs to one identity for ever, so that a replacement between two questions cannot mix two of them.
final class ServedKeys extends X509ExtendedKeyManager {
    private static final char[] NO_PASSWORD = {};

    private volatile Generation current;
    private volatile Generation previous;

    /// `chooser` is the JDK's own: it knows which key fits which handshake.
    private record Generation(int number, Identity identity, X509ExtendedKeyManager chooser) {
        String alias() {
            return Integer.toString(number);
        }
    }

    ServedKeys(Identity identity) {
        current = generation(0, identity);
        previous = current;
    }

    Identity identity() {
        return current.identity();
    }

    /// Called by one thread.
    void replace(Identity identity) {
        previous = current;
        current = generation(previous.number() + 1, identity);
    }

    private static Generation generation(int number, Identity identity) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry(
                    Integer.toString(number),
                    identity.key(),
                    NO_PASSWORD,
                    identity.chain().toArray(Certificate[]::new));
            var factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(store, NO_PASSWORD);
            return new Generation(number, identity, (X509ExtendedKeyManager) factory.getKeyManagers()[0]);
        } catch (GeneralSecurityException | IOException e) {
            throw new BadCertificate("The certificate cannot be served: " + e.getMessage() + ".", e);
        }
    }

    private Generation of(String alias) {
        var now = current;
        return now.alias().equals(alias) ? now : previous;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return current.chooser().chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return of(alias).identity().key();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return of(alias).identity().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return current.chooser().chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return current.chooser().getServerAliases(keyType, issuers);
    }

    /// The server is never a client.
    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
