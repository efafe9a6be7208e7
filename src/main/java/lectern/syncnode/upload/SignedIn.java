package lectern.syncnode.upload;

import java.io.IOException;

import lectern.http.Handler;
import lectern.http.Request;
import lectern.http.Response;
import lectern.syncnode.entry.Author;

/// How the door lets in whoever has a session, and nobody else; refusals get its words.
@FunctionalInterface
public interface SignedIn {
    /// Lets in for one endpoint.
    ///
    /// @param what is done there, as the activity says it
    Handler only(String what, Answer answer);

    /// An endpoint, once it is known who asks.
    @FunctionalInterface
    interface Answer {
        Response to(Request request, Author author) throws IOException;
    }
}
