package lectern.web.door;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Session;
import lectern.account.SessionKind;
import lectern.account.Sessions;
import lectern.web.page.Visit;

/// Lets a browser in whose owner has just proven who they are.
final class Entry {
    private final Sessions sessions;

    Entry(Sessions sessions) {
        this.sessions = sessions;
    }

    /// Always with a new session; the one that this browser had until now ends.
    void open(Visit visit, Account account) {
        visit.meant(account.id());
        visit.enter(
                sessions.open(byPassword(account), request("", visit.visitor().agent())));
        leave(visit); // not before: it raises the stamp
    }

    /// For a script.
    Session.Opened open(Account account, String label, String agent) {
        return sessions.open(byPassword(account), request(label, agent));
    }

    void leave(Visit visit) {
        visit.caller()
                .map(Caller::via)
                .filter(Credential.Session.class::isInstance)
                .map(Credential.Session.class::cast)
                .ifPresent(session -> sessions.end(session.handle()));
    }

    private static Caller byPassword(Account account) {
        return new Caller(account, new Credential.AccountPassword(account.claimed()));
    }

    private static Session.Request request(String label, String agent) {
        return new Session.Request(SessionKind.WEB, label, agent, Visit.LIFE);
    }
}
