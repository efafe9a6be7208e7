package lectern.web.api;

import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.Visitor;
import lectern.http.Request;

/// One request of a script, and what the activity will say about it. Belongs to the thread that handles the request.
public final class ApiVisit {
    private final Request request;
    private final Visitor visitor;
    private Optional<AccountId> meant = Optional.empty();
    private String detail = "";

    ApiVisit(Request request) {
        this.request = request;
        this.visitor = Visitor.of(request);
    }

    public Request request() {
        return request;
    }

    public Visitor visitor() {
        return visitor;
    }

    /// The body, which is a JSON object.
    public Sent sent() {
        return Sent.in(request);
    }

    /// Whose account somebody used, or tried to.
    public void meant(AccountId tried) {
        meant = Optional.of(tried);
    }

    Optional<AccountId> account() {
        return meant;
    }

    /// More about how it ended, for the owner to read.
    public void detail(String words) {
        detail = words;
    }

    String detail() {
        return detail;
    }
}
