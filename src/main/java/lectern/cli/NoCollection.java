package lectern.cli;

import lectern.account.Account;

/// Why a command about a collection ends.
final class NoCollection {
    private NoCollection() {}

    static Failure of(Account account) {
        return new Failure("%s has no collection; `lectern anki list` shows who does.".formatted(account.name()));
    }
}
