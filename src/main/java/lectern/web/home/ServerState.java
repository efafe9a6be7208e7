package lectern.web.home;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import lectern.files.FreeSpace;
import lectern.tls.BadCertificate;
import lectern.tls.TlsSettings;
import lectern.tls.TlsStatus;
import lectern.web.home.Problem.Kind;

/// What can be wrong with the machine itself, for whoever runs it. Everything else that `doctor` looks at takes longer
/// than a page may.
public final class ServerState {
    private static final long LITTLE = 512L << 20;
    private static final long SOON = 14; // days; an ACME client renews thirty before the end

    private final FreeSpace disk;
    private final Optional<TlsSettings> tls;
    private final InstantSource clock;

    public ServerState(FreeSpace disk, Optional<TlsSettings> tls, InstantSource clock) {
        this.disk = disk;
        this.tls = tls;
        this.clock = clock;
    }

    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        var free = disk.usable();
        if (free < LITTLE) {
            problems.add(new Problem(Kind.DISK, "", Optional.empty(), free, ""));
        }
        tls.flatMap(this::certificate).ifPresent(problems::add);
        return problems;
    }

    private Optional<Problem> certificate(TlsSettings settings) {
        try {
            var status = TlsStatus.read(settings);
            var days = status.isValidAt(clock.instant()) ? status.daysLeft(clock.instant()) : 0;
            return days < SOON
                    ? Optional.of(new Problem(
                            Kind.CERTIFICATE, String.join(", ", status.names()), Optional.empty(), days, ""))
                    : Optional.empty();
        } catch (BadCertificate _) {
            return Optional.of(
                    new Problem(Kind.CERTIFICATE, settings.certificate().toString(), Optional.empty(), 0, ""));
        }
    }
}
