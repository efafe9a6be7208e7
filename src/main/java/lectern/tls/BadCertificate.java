package lectern.tls;

/// The files are no certificate and key to serve with; the message is one sentence for the person who set them.
public final class BadCertificate extends RuntimeException {
    BadCertificate(String sentence) {
        super(sentence);
    }

    BadCertificate(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
