package lectern.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import lectern.account.Accounts;
import lectern.account.Accounts.Login;
import lectern.account.DeviceKeys;
import lectern.account.Verifier;

/// Finds accounts that knock at a door which can't open for them.
final class AccountDoors {
    private AccountDoors() {}

    static List<Finding> examine(Accounts accounts, DeviceKeys keys) {
        var logins = accounts.all().stream()
                .filter(account -> !account.disabled())
                .flatMap(account -> accounts.login(account.name().value(), "").stream())
                .toList();
        var findings = new ArrayList<Finding>();
        note(
                findings,
                logins,
                login -> login.verifier()
                        .filter(Verifier.OverClear.class::isInstance)
                        .isPresent(),
                "KOReader can't sign in as %s: the password came from a server that hashes it in another way.",
                "Signing in once at another door mends it, and so does: lectern user password NAME");
        note(
                findings,
                logins,
                login -> login.verifier().isEmpty(),
                "There is no password for %s.",
                "lectern user password NAME");
        note(
                findings,
                logins,
                login -> login.account().keysOnly()
                        && keys.list(login.account().id()).isEmpty(),
                "No app can sign in as %s: only device keys may, and there is none.",
                "lectern key add NAME LABEL, or: lectern user keys-only NAME off");
        return findings.isEmpty()
                ? List.of(Finding.fine("accounts", "%d, and each can use its doors.".formatted(logins.size())))
                : findings;
    }

    private static void note(
            List<Finding> findings, List<Login> logins, Predicate<Login> shut, String sentence, String remedy) {
        var names = logins.stream()
                .filter(shut)
                .map(login -> login.account().name().value())
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            findings.add(Finding.warning("accounts", sentence.formatted(names), remedy));
        }
    }
}
