package lectern.anki;

import java.io.IOException;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Visitor;
import lectern.anki.wire.SyncRequest;
import lectern.anki.wire.SyncVersion;
import lectern.http.Request;

/// One request on its way through, and what the activity will say about it. Belongs to the thread that handles it.
final class Visit implements AutoCloseable {
    private final Request request;
    private final Method method;
    private final Visitor visitor;
    private Optional<SyncRequest> sent = Optional.empty();
    private Optional<AccountId> account = Optional.empty();

    Visit(Request request, Method method) {
        this.request = request;
        this.method = method;
        this.visitor = Visitor.of(request);
    }

    Request request() {
        return request;
    }

    Method method() {
        return method;
    }

    Visitor visitor() {
        return visitor;
    }

    SyncRequest received(SyncRequest read) {
        sent = Optional.of(read);
        return read;
    }

    /// How the answer is framed; as it is, when the request could not even be read.
    SyncVersion version() {
        return sent.map(SyncRequest::version).orElse(SyncVersion.V10);
    }

    void admit(Caller admitted) {
        account = Optional.of(admitted.account().id());
    }

    /// Whose account somebody tried to sign in to.
    void meant(AccountId tried) {
        account = Optional.of(tried);
    }

    Optional<AccountId> account() {
        return account;
    }

    /// What the client calls itself, or what it is by its agent: clients before 2.1.57 say no more.
    ClientName client() {
        return ClientName.of(sent.map(SyncRequest::client)
                .filter(client -> !client.isEmpty())
                .orElse(visitor.agent()));
    }

    String detail() {
        return sent.map(SyncRequest::detail).orElse("");
    }

    /// Writes what is known into the line of this request in the log.
    void note() {
        account.ifPresent(id -> request.note("account", id.value()));
        request.note("anki", client().version());
        sent.ifPresent(read -> read.counts().forEach((field, count) -> request.note(field, Long.toString(count))));
    }

    @Override
    public void close() throws IOException {
        if (sent.isPresent()) {
            sent.get().close();
        }
    }
}
