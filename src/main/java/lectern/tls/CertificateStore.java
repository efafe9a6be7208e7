package lectern.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate that is served, taken anew from its files when they change. A new connection gets the new one, and
/// open ones go on. Files that are no certificate with its key, for example because only one of them has been replaced
/// yet, change nothing but the log.
public final class CertificateStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CertificateStore.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TlsSettings settings;
    private final InstantSource clock;
    private final ServedKeys served;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("tls").factory());
    private String seen; // by `watch` alone
    private @Nullable String complaint; // by `watch` alone; what was last said of files that are no good

    private CertificateStore(TlsSettings settings, InstantSource clock, ServedKeys served, String seen) {
        this.settings = settings;
        this.clock = clock;
        this.served = served;
        this.seen = seen;
    }

    /// The files are looked at every ten seconds.
    ///
    /// @throws BadCertificate with a sentence for the person who set them
    public static CertificateStore open(TlsSettings settings, InstantSource clock) {
        var store = unwatched(settings, clock);
        var _ = store.watch.scheduleWithFixedDelay(
                store::refresh, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return store;
    }

    /// For tests, which call [#refresh] themselves.
    static CertificateStore unwatched(TlsSettings settings, InstantSource clock) {
        var seen = look(settings); // before reading: what changes while we read is noticed afterwards
        var store = new CertificateStore(settings, clock, new ServedKeys(Identity.read(settings)), seen);
        store.report();
        return store;
    }

    /// Hands out the current certificate with every handshake.
    public SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {served}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /// Of the certificate that is served now.
    public TlsStatus status() {
        return TlsStatus.of(served.identity().certificate());
    }

    @Override
    public void close() {
        watch.close();
    }

    void refresh() {
        var now = look(settings);
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            served.replace(Identity.read(settings));
            complaint = null;
            report();
        } catch (BadCertificate bad) {
            if (!Objects.equals(bad.getMessage(), complaint)) {
                complaint = bad.getMessage();
                log.warn("{} The certificate from before is still served.", complaint);
            }
        }
    }

    private void report() {
        var status = status();
        if (status.isValidAt(clock.instant())) {
            log.info("serving the certificate of {}, valid until {}", status.names(), status.notAfter());
        } else {
            log.warn(
                    "The certificate {} is not valid now, but from {} to {}: most clients will refuse it.",
                    settings.certificate(),
                    status.notBefore(),
                    status.notAfter());
        }
    }

    /// Changes whenever one of the files does. An ACME client replaces a link or a file, or writes into it.
    private static String look(TlsSettings settings) {
        return look(settings.certificate()) + ' ' + look(settings.key());
    }

    private static String look(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }
}
