package lectern.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// A certificate, those that vouch for it, and the private key that belongs to it.
record Identity(List<X509Certificate> chain, PrivateKey key) {
    Identity {
        chain = List.copyOf(chain);
    }

    /// Both files, or [BadCertificate] with what is wrong with them.
    static Identity read(TlsSettings settings) {
        var chain = chain(settings.certificate());
        return new Identity(chain, KeyFile.read(settings.key(), chain.getFirst().getPublicKey()));
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    private static List<X509Certificate> chain(Path file) {
        var chain = Pem.read(file, "certificate").stream()
                .filter(block -> block.label().equals("CERTIFICATE"))
                .map(block -> certificate(file, block))
                .toList();
        if (chain.isEmpty()) {
            throw new BadCertificate(
                    "The certificate " + file + " is not a PEM file: it has no line -----BEGIN CERTIFICATE-----.");
        }
        return chain;
    }

    private static X509Certificate certificate(Path file, Pem block) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException e) {
            throw new BadCertificate("The certificate " + file + " is damaged.", e);
        }
    }
}
