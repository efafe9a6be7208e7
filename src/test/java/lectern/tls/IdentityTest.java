package lectern.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What people put into the two files, and what they are told when it is something else.
class IdentityTest {
    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    private static TestCertificate rsa;
    private static TestCertificate ec;
    private static TestCertificate edwards;
    private TlsSettings files = new TlsSettings(Path.of("unset"), Path.of("unset"));

    @BeforeAll
    static void make() throws Exception {
        rsa = TestCertificate.make(made, "-keyalg", "RSA");
        ec = TestCertificate.make(made, "-keyalg", "EC", "-groupname", "secp384r1");
        edwards = TestCertificate.make(made, "-keyalg", "Ed25519");
    }

    @BeforeEach
    void write() throws Exception {
        files = rsa.write(folder);
    }

    @Test
    void aKeyOfEveryUsualKindIsRead() throws Exception {
        for (var certificate : new TestCertificate[] {rsa, ec, edwards}) {
            var identity = Identity.read(certificate.write(folder));
            assertThat(identity.certificate()).isEqualTo(certificate.certificate());
            assertThat(identity.key()).isEqualTo(certificate.key());
        }
    }

    @Test
    void aKeyMayBeWrittenAsOpensslDidBefore() throws Exception {
        rsa.writeBareKey(files.key(), "RSA PRIVATE KEY");
        assertThat(Identity.read(files).key()).isEqualTo(rsa.key());
        files = ec.write(folder);
        ec.writeBareKey(files.key(), "EC PRIVATE KEY");
        var parameters = TestCertificate.pem("EC PARAMETERS", new byte[] {6, 5, 43, (byte) 129, 4, 0, 34});
        Files.writeString(files.key(), parameters + Files.readString(files.key()));
        assertThat(Identity.read(files).key()).isEqualTo(ec.key());
    }

    @Test
    void oneFileMayHoldEverything() throws Exception {
        Files.writeString(
                files.certificate(),
                "a friendly remark\n"
                        + Files.readString(files.key())
                        + Files.readString(files.certificate())
                        + TestCertificate.pem("CERTIFICATE", ec.certificate().getEncoded()));
        var identity = Identity.read(new TlsSettings(files.certificate(), files.certificate()));
        assertThat(identity.certificate()).isEqualTo(rsa.certificate());
        assertThat(identity.chain()).hasSize(2);
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Files.delete(files.key());
        assertRefused("The private key " + files.key() + " does not exist.");
        Files.delete(files.certificate());
        assertRefused("The certificate " + files.certificate() + " does not exist.");
    }

    @Test
    void anotherFileIsNoCertificate() throws Exception {
        Files.copy(files.key(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        assertRefused("The certificate " + files.certificate()
                + " is not a PEM file: it has no line -----BEGIN CERTIFICATE-----.");
    }

    @Test
    void anotherFileIsNoKey() throws Exception {
        rsa.writeCertificate(files.key());
        assertRefused(
                "The private key " + files.key() + " is not a PEM file: it has no line -----BEGIN PRIVATE KEY-----.");
    }

    @Test
    void aDamagedFileIsSaidToBe() throws Exception {
        Files.writeString(files.key(), TestCertificate.pem("PRIVATE KEY", new byte[40]));
        assertRefused("The private key " + files.key() + " is damaged, or not of the certificate's kind.");
        Files.writeString(files.key(), "-----BEGIN RSA PRIVATE KEY-----\n%%%\n-----END RSA PRIVATE KEY-----\n");
        assertRefused("The private key " + files.key() + " is damaged, or not of the certificate's kind.");
        Files.writeString(files.certificate(), TestCertificate.pem("CERTIFICATE", new byte[40]));
        assertRefused("The certificate " + files.certificate() + " is damaged.");
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() throws Exception {
        for (var other : new TestCertificate[] {TestCertificate.make(made, "-keyalg", "RSA"), ec, edwards}) {
            other.writeKey(files.key());
            assertRefused("The private key " + files.key() + " does not belong to the certificate.");
        }
        files = ec.write(folder);
        TestCertificate.make(made, "-keyalg", "EC", "-groupname", "secp384r1").writeKey(files.key());
        assertRefused("The private key " + files.key() + " does not belong to the certificate.");
    }

    @Test
    void aPassphraseIsSaidToBeInTheWay() throws Exception {
        var sentence = "The private key " + files.key() + " is protected by a passphrase; \"openssl pkey -in "
                + files.key() + "\" writes it without.";
        Files.writeString(files.key(), TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[40]));
        assertRefused(sentence);
        Files.writeString(
                files.key(),
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertRefused(sentence);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> TlsStatus.read(files))
                .isInstanceOf(BadCertificate.class)
                .hasMessage(sentence);
    }
}
