package lectern.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a person wants to know of a certificate: for which names and addresses it speaks, and how long.
public record TlsStatus(List<String> names, Instant notBefore, Instant notAfter) {
    public TlsStatus {
        names = List.copyOf(names);
    }

    /// Reads both files, as the server does when it starts.
    ///
    /// @throws BadCertificate with a sentence that says what is wrong with them
    public static TlsStatus read(TlsSettings settings) {
        return of(Identity.read(settings).certificate());
    }

    static TlsStatus of(X509Certificate certificate) {
        return new TlsStatus(
                names(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    public boolean isValidAt(Instant now) {
        return !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }

    /// Negative when it has expired.
    public long daysLeft(Instant now) {
        return Duration.between(now, notAfter).toDays();
    }

    /// The second element of an alternative name is its text, for a DNS name and for an address.
    private static List<String> names(X509Certificate certificate) {
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? List.of(certificate.getSubjectX500Principal().getName())
                    : alternatives.stream()
                            .map(alternative -> alternative.get(1).toString())
                            .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }
}
