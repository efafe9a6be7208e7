package lectern.syncnode.reset;

import lectern.account.MailAddress;

/// Takes mail to its first stop.
@FunctionalInterface
interface Mailer {
    /// Returns when the mail server has taken it.
    void send(MailAddress to, String subject, String text) throws NotSent;

    /// It may be tried again.
    final class NotSent extends Exception {
        private static final long serialVersionUID = 1;

        NotSent(Throwable cause) {
            super(cause);
        }
    }
}
