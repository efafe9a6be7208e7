package lectern.anki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Activity;
import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.Event;
import lectern.account.Event.Outcome;
import lectern.account.Presented;
import lectern.account.SignIn;
import lectern.account.SignInResult.Busy;
import lectern.account.SignInResult.Limited;
import lectern.account.SignInResult.Refused;
import lectern.account.SignInResult.SignedIn;
import lectern.account.StaleAccount;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Megabytes;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;
import lectern.anki.wire.Wire;
import lectern.db.DatabaseException;
import lectern.files.FileException;
import lectern.http.ClientGone;
import lectern.http.Faulted;
import lectern.http.Handler;
import lectern.http.Request;
import lectern.http.Response;

/// What every method has in common: it is read, its sender signs in, what goes wrong gets its status, and a line is
/// left in the activity.
final class Gate {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    /// What is read of a request that was answered without; more than any but an upload has.
    static final long HEARD_OUT = 4 * 1024 * 1024;

    private final AnkiSettings settings;
    private final SignIn signIn;
    private final Activity activity;

    Gate(AnkiSettings settings, SignIn signIn, Activity activity) {
        this.settings = settings;
        this.signIn = signIn;
        this.activity = activity;
    }

    /// How a request is read.
    @FunctionalInterface
    interface Reading {
        SyncRequest read(Request request) throws IOException;
    }

    Handler signedIn(Method method, Reading reading, Answer answer) {
        return request -> {
            try (var visit = new Visit(request, method)) {
                return told(visit, reading, answer);
            }
        };
    }

    private Response told(Visit visit, Reading reading, Answer answer) throws IOException {
        try {
            var sent = visit.received(reading.read(visit.request()));
            var payload = admitted(visit, sent, answer);
            if (visit.method().completes()) {
                tell(visit, Outcome.DONE, visit.detail());
            }
            hearOut(visit.request(), HEARD_OUT);
            return Wire.answer(visit.version(), payload);
        } catch (Refusal refusal) {
            return refused(visit, refusal.error());
        } catch (Faulted faulted) {
            return refused(visit, AnkiError.of(faulted.fault()));
        } catch (StaleAccount _) { // again, or what was sent is no longer there to be looked at once more
            return refused(visit, new AnkiError.Busy(SOON));
        } catch (DatabaseException.Unavailable _) {
            return refused(visit, new AnkiError.StorageDown(SOON));
        } catch (ClientGone gone) {
            tell(visit, Outcome.FAILED, "the connection broke before everything was here");
            throw gone;
        } catch (IOException | UncheckedIOException | FileException disk) { // what clients send breaks in other ways
            log.error("{}: files cannot be read or written", visit.request().id(), disk);
            return refused(visit, new AnkiError.StorageDown(SOON));
        } catch (RuntimeException bug) {
            tell(
                    visit,
                    Outcome.FAILED,
                    "a mistake in the server, see its log under "
                            + visit.request().id());
            throw bug;
        } finally {
            visit.note();
        }
    }

    private Payload admitted(Visit visit, SyncRequest sent, Answer answer) throws IOException {
        if (visit.method() instanceof SyncMethod method
                && method.needsSession()
                && sent.sessionKey().isEmpty()) {
            throw new Refusal(new AnkiError.Malformed("it has no session key"));
        }
        try {
            return answered(visit, sent, answer);
        } catch (StaleAccount stale) {
            if (!sent.repeatable()) {
                throw stale;
            }
            return answered(visit, sent, answer);
        }
    }

    private Payload answered(Visit visit, SyncRequest sent, Answer answer) throws IOException {
        var caller = caller(visit, sent);
        return switch (visit.method().body()) {
            case ROWS, FILE -> answer.to(caller, sent);
            case LOGIN, BEGIN, OBJECT -> {
                var _ = sent.json(); // also where nothing in it matters: it must be an object, and complete
                yield answer.to(caller, sent);
            }
        };
    }

    /// Never from memory: most methods do nothing that would notice an ended session.
    private Caller caller(Visit visit, SyncRequest sent) throws IOException {
        return switch (signIn.signInAnew(proof(visit.method(), sent), Door.ANKI, visit.visitor())) {
            case SignedIn(var caller) -> {
                visit.admit(caller);
                yield caller;
            }
            case Refused(var reason, var account) -> {
                account.ifPresent(visit::meant);
                throw new Refusal(new AnkiError.SignInRefused(reason));
            }
            case Limited(var wait) -> throw new Refusal(new AnkiError.TooMany(wait));
            case Busy(var wait) -> throw new Refusal(new AnkiError.Busy(wait));
        };
    }

    private static Presented proof(Method method, SyncRequest sent) throws IOException {
        return method == SyncMethod.HOST_KEY ? Login.proof(sent) : new Presented.Token(sent.hostKey());
    }

    private Response refused(Visit visit, AnkiError error) {
        tell(visit, error.status() < 500 ? Outcome.REFUSED : Outcome.FAILED, error.inWords());
        var sentence = sentence(error);
        hearOut(visit.request(), sentence.isPresent() ? settings.limits().compressed() : HEARD_OUT);
        return sentence.flatMap(visit.method()::sentence)
                .map(payload -> Wire.answer(visit.version(), payload))
                .orElseGet(error::toResponse);
    }

    /// A limit is told in words where there is a way; the user could not guess it from a status, and 400 would send
    /// them to check their database.
    private static Optional<String> sentence(AnkiError error) {
        return switch (error) {
            case AnkiError.TooLarge(var which, var limit) ->
                Optional.of("This is too large for the server, which takes up to %s. Whoever runs it can raise %s."
                        .formatted(Megabytes.of(limit), which.setting()));
            case AnkiError.TooMuchMedia(var reason) ->
                Optional.of("The server did not take these media files: %s.".formatted(reason));
            case AnkiError _ -> Optional.empty();
        };
    }

    /// Reads what is left of a request. Answered while it is still sending, a client would find its connection broken
    /// and never see the answer.
    static void hearOut(Request request, long most) {
        try {
            request.discard(most);
        } catch (Faulted _) {
            // it comes too slowly, and so it is not heard out
        }
    }

    private void tell(Visit visit, Outcome outcome, String detail) {
        var client = visit.client();
        var event = new Event(
                visit.account(),
                Door.ANKI,
                client.label(),
                client.text(),
                visit.method().inWords(),
                outcome,
                detail);
        activity.record(event, visit.request());
    }
}
