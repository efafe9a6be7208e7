package lectern.cli;

import lectern.account.StaleAccount;
import lectern.account.WrongSecret;
import lectern.cli.store.Refused;
import lectern.cli.store.Unreachable;
import lectern.config.SettingsException;
import lectern.db.DatabaseException;
import lectern.files.FileException;
import lectern.http.CannotListen;
import lectern.tls.BadCertificate;

/// What went wrong, in one sentence and an exit code. Only a mistake of ours shows a stack.
final class Misfortune {
    private Misfortune() {}

    static int tell(Lectern lectern, Exception thrown) {
        return switch (thrown) {
            case Failure failure -> sentence(lectern, failure, failure.exitCode());
            case SettingsException wrong -> sentence(lectern, wrong, Exit.SETTINGS);
            case FileException failure -> sentence(lectern, failure, Exit.UNAVAILABLE);
            case CannotListen busy -> sentence(lectern, busy, Exit.UNAVAILABLE);
            case BadCertificate wrong -> sentence(lectern, wrong, Exit.SETTINGS);
            case WrongSecret wrong -> sentence(lectern, wrong, Exit.SETTINGS);
            case Refused refused -> sentence(lectern, refused, refused.changed() ? Exit.CHANGED : Exit.FAILED);
            case Unreachable unreachable -> sentence(lectern, unreachable, Exit.UNAVAILABLE);
            case DatabaseException.Unavailable unavailable -> sentence(lectern, unavailable, Exit.UNAVAILABLE);
            case DatabaseException.Damaged damaged -> sentence(lectern, damaged, Exit.FAILED);
            case DatabaseException.Unsuitable unsuitable -> sentence(lectern, unsuitable, Exit.FAILED);
            case StaleAccount _ -> {
                lectern.complain("The account was changed by someone else at the same moment; try again.");
                yield Exit.FAILED;
            }
            default -> {
                lectern.complain("This is a mistake in Lectern: " + thrown);
                thrown.printStackTrace(lectern.console().err());
                yield Exit.FAILED;
            }
        };
    }

    private static int sentence(Lectern lectern, Exception thrown, int code) {
        lectern.complain(String.valueOf(thrown.getMessage()));
        return code;
    }
}
