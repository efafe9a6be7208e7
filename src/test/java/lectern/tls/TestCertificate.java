package lectern.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A certificate that the JDK's keytool made for a test, and signed with itself.
public record TestCertificate(Certificate certificate, PrivateKey key) {
    private static final String PASSWORD = "keytool-wants-one";

    /// `keytool` arguments say more, for example `-keyalg EC`.
    public static TestCertificate make(Path folder, String... more) throws Exception {
        var store = folder.resolve("made-" + System.nanoTime() + ".p12");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(Arrays.asList(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        try (var in = Files.newInputStream(store)) {
            return read(in);
        }
    }

    private static TestCertificate read(InputStream in) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(in, PASSWORD.toCharArray());
        return new TestCertificate(
                store.getCertificate("test"), (PrivateKey) store.getKey("test", PASSWORD.toCharArray()));
    }

    /// Writes both files and says where they are.
    public TlsSettings write(Path folder) throws IOException, GeneralSecurityException {
        var settings = new TlsSettings(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
        writeCertificate(settings.certificate());
        writeKey(settings.key());
        return settings;
    }

    /// For a client that trusts this certificate and no other.
    public SSLContext trusted() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("test", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    void writeCertificate(Path file) throws IOException, GeneralSecurityException {
        Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
    }

    void writeKey(Path file) throws IOException {
        Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
    }

    /// As `openssl` wrote keys before PKCS#8: without saying of which algorithm or curve they are.
    void writeBareKey(Path file, String label) throws IOException {
        var bare = PrivateKeyInfo.getInstance(key.getEncoded()).parsePrivateKey();
        Files.writeString(file, pem(label, bare.toASN1Primitive().getEncoded()));
    }

    static String pem(String label, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
