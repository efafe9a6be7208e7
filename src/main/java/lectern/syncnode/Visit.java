package lectern.syncnode;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Visitor;
import lectern.http.Request;
import lectern.syncnode.entry.Author;
import lectern.syncnode.entry.Value;

/// One request on its way through, and what the activity will say about it. Belongs to the thread that handles it.
final class Visit {
    private static final int LONGEST_CLIENT = 64;

    private final Request request;
    private final Visitor visitor;
    private Optional<AccountId> account = Optional.empty();
    private Optional<Value> value = Optional.empty();
    private Optional<Duration> rest = Optional.empty();
    private boolean bodyBegun;

    Visit(Request request) {
        this.request = request;
        this.visitor = Visitor.of(request);
    }

    Request request() {
        return request;
    }

    Visitor visitor() {
        return visitor;
    }

    /// Whose account somebody signed in to, or tried to.
    void meant(AccountId tried) {
        account = Optional.of(tried);
        request.note("account", tried.value());
    }

    Optional<AccountId> account() {
        return account;
    }

    /// The account asks more than it may for long.
    void shouldRest(Duration time) {
        rest = Optional.of(time);
    }

    Optional<Duration> rest() {
        return rest;
    }

    /// How the body becomes something that can be stored.
    @FunctionalInterface
    interface Receiving {
        Value receive() throws IOException;
    }

    /// What was sent, received once however often the request is carried out.
    Value value(Receiving receiving) throws IOException {
        if (value.isEmpty()) {
            bodyBegun = true;
            value = Optional.of(receiving.receive());
        }
        return value.get();
    }

    /// Some of the body was read, and it is not to be had again.
    boolean lostItsBody() {
        return bodyBegun && value.isEmpty();
    }

    Author author(Caller caller) {
        return new Author(caller, Optional.of(client()).filter(name -> !name.isEmpty()));
    }

    /// What the client calls itself, so that it recognises its own changes in the feed; empty when it does not say,
    /// or says what cannot be sent back.
    String client() {
        return request.header("X-Sync-Client")
                .filter(name -> name.length() <= LONGEST_CLIENT && name.chars().allMatch(c -> c > ' ' && c < 0x7F))
                .orElse("");
    }
}
