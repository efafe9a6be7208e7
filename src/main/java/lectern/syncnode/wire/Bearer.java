package lectern.syncnode.wire;

import java.util.regex.Pattern;

import lectern.account.Handle;
import lectern.http.Request;

/// What stands in the header `Authorization`. None of these ever prints its secret.
public sealed interface Bearer {
    record None() implements Bearer {}

    /// The token of a session of ours.
    record Session(String token) implements Bearer {
        @Override
        public String toString() {
            return "Session[…]";
        }
    }

    /// With which a lost password is replaced, and nothing else done.
    record Reset(String token) implements Bearer {
        @Override
        public String toString() {
            return "Reset[…]";
        }
    }

    /// A session as it stands in the list: good for ending it, and for nothing else.
    record Listed(Handle handle) implements Bearer {}

    /// No form that was ever handed out.
    record Other() implements Bearer {}

    Pattern FORM = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    Pattern SESSION = Pattern.compile("sn1_[A-Za-z0-9_-]{43}");

    Pattern RESET = Pattern.compile("sr1_[A-Za-z0-9_-]{43}");

    Pattern LISTED = Pattern.compile("~[A-Za-z0-9_-]{22}");

    static Bearer of(Request request) {
        var form = FORM.matcher(request.rawHeader("Authorization").orElse(""));
        if (!form.matches()) {
            return new None();
        }
        var token = form.group(1);
        if (SESSION.matcher(token).matches()) {
            return new Session(token);
        }
        if (RESET.matcher(token).matches()) {
            return new Reset(token);
        }
        return LISTED.matcher(token).matches() ? new Listed(new Handle(token)) : new Other();
    }
}
