package lectern.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// A private key as OpenSSL and the ACME clients write it.
final class KeyFile {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private KeyFile() {}

    /// The key that belongs to a certificate's public key, and no other.
    static PrivateKey read(Path file, PublicKey owner) {
        for (var block : Pem.read(file, "private key")) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return key(file, block, owner);
            }
        }
        throw new BadCertificate(
                "The private key " + file + " is not a PEM file: it has no line -----BEGIN PRIVATE KEY-----.");
    }

    private static PrivateKey key(Path file, Pem block, PublicKey owner) {
        if (block.isEncrypted()) {
            throw new BadCertificate("The private key " + file + " is protected by a passphrase; \"openssl pkey -in "
                    + file + "\" writes it without.");
        }
        var pkcs8 = block.label().equals("PRIVATE KEY") ? block.content() : Der.pkcs8(block.content(), owner);
        var key = parse(pkcs8, owner.getAlgorithm());
        if (key.isPresent() && belongs(key.get(), owner)) {
            return key.get();
        }
        boolean another = key.isPresent()
                || ALGORITHMS.stream()
                        .anyMatch(algorithm -> parse(pkcs8, algorithm).isPresent());
        throw new BadCertificate("The private key " + file
                + (another
                        ? " does not belong to the certificate."
                        : " is damaged, or not of the certificate's kind."));
    }

    private static Optional<PrivateKey> parse(byte[] pkcs8, String algorithm) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey owner) {
        if (key instanceof RSAKey ours && owner instanceof RSAKey theirs) {
            return ours.getModulus().equals(theirs.getModulus());
        }
        try {
            var text = "whose are you?".getBytes(US_ASCII);
            var signature = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
            signature.initSign(key);
            signature.update(text);
            var signed = signature.sign();
            signature.initVerify(owner);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
