package lectern.anki;

import java.io.IOException;
import java.util.Optional;

import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Presented;
import lectern.account.Session;
import lectern.account.SessionKind;
import lectern.account.Sessions;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;
import lectern.json.Json;

/// `hostKey`: a name and a password, or a device key in its place, for a key that every later request carries. Each
/// login has a key of its own, which never expires and can be ended alone.
final class Login implements Answer {
    private final Sessions sessions;
    private final boolean officialKeys;

    Login(Sessions sessions, boolean officialKeys) {
        this.sessions = sessions;
        this.officialKeys = officialKeys;
    }

    static Presented.ClearPassword proof(SyncRequest request) throws IOException {
        return new Presented.ClearPassword(text(request, "u"), text(request, "p"));
    }

    private static String text(SyncRequest request, String member) throws IOException {
        var value = request.json().path(member);
        if (!value.isString()) {
            throw new Refusal(new AnkiError.Malformed("it has no name and password"));
        }
        return value.stringValue();
    }

    @Override
    public Payload to(Caller caller, SyncRequest request) throws IOException {
        return Payload.json(Json.object().put("key", key(caller, request)));
    }

    private String key(Caller caller, SyncRequest request) throws IOException {
        var client = ClientName.of(request.client());
        var wanted = new Session.Request(SessionKind.ANKI, client.label(), client.text(), new Session.Life.Endless());
        return officialKey(caller, text(request, "p"))
                .filter(key -> sessions.adopt(caller, key, wanted).isPresent())
                .orElseGet(() -> sessions.open(caller, wanted).token());
    }

    /// Never of a device key: those can be ended one by one, and this could not.
    private Optional<String> officialKey(Caller caller, String password) {
        return officialKeys && caller.via() instanceof Credential.AccountPassword
                ? Optional.of(OfficialKey.of(caller.account().name().value(), password))
                : Optional.empty();
    }
}
