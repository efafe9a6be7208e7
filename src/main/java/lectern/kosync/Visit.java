package lectern.kosync;

import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Visitor;
import lectern.http.Request;
import lectern.kosync.book.DocumentId;
import lectern.kosync.wire.Face;
import lectern.kosync.wire.Fields;
import lectern.kosync.wire.KosyncError;
import lectern.kosync.wire.Refusal;

/// One request on its way through: what was asked, in whose shape the answer is, and what the activity will say about
/// it. Belongs to the thread that handles the request.
final class Visit {
    private final Request request;
    private final Face face;
    private final Visitor visitor;
    private Optional<AccountId> account = Optional.empty();
    private Optional<Fields> fields = Optional.empty();
    private String label = "";
    private String device = "";
    private String detail = "";

    Visit(Request request, Face face) {
        this.request = request;
        this.face = face;
        this.visitor = Visitor.of(request);
    }

    Request request() {
        return request;
    }

    Face face() {
        return face;
    }

    /// What was sent, read when somebody has signed in and not before.
    Fields fields() {
        if (fields.isEmpty()) {
            fields = Optional.of(Fields.of(request));
        }
        return fields.get();
    }

    /// What stands for `{document}` in the path.
    DocumentId document() {
        return DocumentId.parse(documentAsSpelt()).orElseThrow(() -> new Refusal(new KosyncError.DocumentInvalid()));
    }

    String documentAsSpelt() {
        return request.parameter("document");
    }

    Visitor visitor() {
        return visitor;
    }

    void admit(Caller admitted) {
        account = Optional.of(admitted.account().id());
        if (admitted.via() instanceof Credential.DeviceKey key) {
            label = key.label();
        }
    }

    /// Whose account somebody tried to sign in to.
    void meant(AccountId tried) {
        account = Optional.of(tried);
    }

    Optional<AccountId> account() {
        return account;
    }

    /// What the reader calls itself.
    void device(String name) {
        device = name;
    }

    /// As the person calls it whose key it is, else as it calls itself, which it does in a push only.
    String device() {
        return label.isEmpty() ? device : label;
    }

    /// More about how it ended, for the owner to read.
    void detail(String words) {
        detail = words;
    }

    String detail() {
        return detail;
    }
}
