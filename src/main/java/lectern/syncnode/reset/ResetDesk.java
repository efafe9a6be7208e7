package lectern.syncnode.reset;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Account;
import lectern.account.Accounts;
import lectern.account.Limiter;
import lectern.account.MailAddress;
import lectern.account.Visitor;
import lectern.syncnode.reset.Mailer.NotSent;
import lectern.syncnode.reset.PasswordResets.Issued;

/// Takes wishes for a new password. All that depends on whether there is such an account happens after the answer, on a
/// thread of its own, so the time of the answer says nothing.
public final class ResetDesk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResetDesk.class);

    /// More than wait for a mail server that is down for minutes.
    private static final int WAITING = 1000;

    private static final Duration GIVES_UP_AFTER = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "HH:mm 'UTC on' d MMMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Accounts accounts;
    private final PasswordResets resets;
    private final Optional<MailSettings> settings;
    private final Optional<Mailer> mailer;
    private final InstantSource clock;
    private final Limiter perName;
    private final Limiter perNetwork;
    private final boolean limits;
    private final ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("password-reset").daemon().factory());

    /// A mail on its way. The token is nowhere else.
    private record Mail(MailAddress to, String subject, String text, Instant givenUpAt) {
        @Override
        public String toString() {
            return "Mail[…]";
        }
    }

    ResetDesk(
            Accounts accounts,
            PasswordResets resets,
            Optional<MailSettings> settings,
            Optional<Mailer> mailer,
            boolean limits,
            InstantSource clock) {
        this.accounts = accounts;
        this.resets = resets;
        this.settings = settings;
        this.mailer = mailer;
        this.limits = limits;
        this.clock = clock;
        this.perName = new Limiter(3, Duration.ofHours(1), clock);
        this.perNetwork = new Limiter(10, Duration.ofHours(1), clock);
        background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// With the mail server that is set, if one is.
    ///
    /// @param limits how often may be asked; off in tests only
    public static ResetDesk open(
            Accounts accounts,
            PasswordResets resets,
            Optional<MailSettings> settings,
            boolean limits,
            InstantSource clock) {
        return new ResetDesk(
                accounts, resets, settings, settings.map(mail -> new SmtpMailer(mail, clock)), limits, clock);
    }

    /// Whether it can send anything at all; without mail the operator hands tokens out.
    public boolean mails() {
        return mailer.isPresent();
    }

    /// Answers how long to wait when that was asked too often; whether there is such an account plays no part.
    public Optional<Duration> ask(String nameOrMail, Visitor visitor) {
        var limit = limits
                ? perNetwork
                        .take(visitor.network())
                        .or(() -> perName.take(nameOrMail.strip().toLowerCase(Locale.ROOT)))
                : Optional.<Duration>empty();
        if (limit.isEmpty()) {
            if (background.getQueue().size() >= WAITING) {
                return Optional.of(Duration.ofMinutes(1));
            }
            background.execute(() -> logged(() -> begin(nameOrMail, visitor)));
        }
        return limit;
    }

    private void begin(String nameOrMail, Visitor visitor) {
        var account = accounts.find(nameOrMail).filter(found -> !found.disabled());
        if (account.isEmpty()) {
            return;
        }
        var to = mailer.flatMap(_ -> address(account.get()));
        if (to.isEmpty()) {
            resets.leaveToOperator(account.get().id());
            return;
        }
        resets.issue(account.get().id()).ifPresent(issued -> {
            var mail = mail(account.get(), to.get(), issued, visitor);
            send(mail, FIRST_PAUSE);
        });
    }

    /// As it is stored, never as it was typed: two that are the same name here may be two addresses to a mail server.
    private static Optional<MailAddress> address(Account account) {
        var name = account.name().value();
        return MailAddress.problem(name).isEmpty() ? Optional.of(new MailAddress(name)) : account.mail();
    }

    private Mail mail(Account account, MailAddress to, Issued issued, Visitor visitor) {
        var known = settings.orElseThrow();
        var link = known.link()
                .map(form -> "Open this page to set it:\n\n    " + form.replace("{token}", issued.token())
                        + "\n\nor enter this token where your app asks for it:")
                .orElse("Enter this token where your app asks for it:");
        var text = """
                Somebody, probably you, asked for a new password for the account %s at %s.

                %s

                    %s

                It can be used once, until %s.

                If this was not you, ignore this mail: nothing has changed. It was asked for from %s.
                """.formatted(
                        account.name(),
                        known.server(),
                        link,
                        issued.token(),
                        TIME.format(issued.expiresAt()),
                        visitor.network());
        return new Mail(
                to, "A new password at " + known.server(), text, clock.instant().plus(GIVES_UP_AFTER));
    }

    private void send(Mail mail, Duration pause) {
        try {
            mailer.orElseThrow().send(mail.to(), mail.subject(), mail.text());
        } catch (NotSent e) {
            var again = clock.instant().plus(pause).isBefore(mail.givenUpAt());
            log.warn(
                    "a mail about a password was not taken, {}: {}",
                    again ? "it is tried again" : "it is given up",
                    reason(e));
            if (again) {
                var _ = background.schedule(
                        () -> logged(() -> send(mail, pause.multipliedBy(2))), pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /// What a mail server says may repeat what it was told: its kind must do.
    private static String reason(NotSent e) {
        Throwable deepest = e;
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        return deepest.getClass().getSimpleName();
    }

    private static void logged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("a wish for a new password was not carried out", e);
        }
    }

    @Override
    public void close() {
        background.close();
    }
}
