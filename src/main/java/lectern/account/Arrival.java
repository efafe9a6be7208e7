package lectern.account;

import java.time.Instant;
import java.util.Optional;

import lectern.account.Event.Outcome;

/// A request as far as it helps somebody who connects a device. It holds nothing that opens a door, and no name that
/// was
/// typed: a password may stand where the name should.
///
/// @param number rises with each
/// @param account who was meant, when that could be recognised
/// @param network what one household shares of its address
/// @param encrypted whether it came over TLS
/// @param doubled whether two slashes followed each other in its address
/// @param client what the program calls itself
/// @param said what happened at a door, or empty when there was none: then `path` is where it went instead
public record Arrival(
        long number,
        Instant at,
        Optional<AccountId> account,
        String network,
        boolean encrypted,
        boolean doubled,
        String client,
        Optional<Said> said,
        String path) {

    /// What happened, in the words of the activity.
    public record Said(Door door, String device, String what, Outcome outcome, String detail) {}

    /// Who looks.
    ///
    /// @param everything whether it is somebody who runs the server
    public record Onlooker(AccountId account, String network, boolean everything) {
        /// What names no account is shown where it came from, and what names one to that account alone.
        boolean maySee(Arrival arrival) {
            return everything
                    || arrival.account()
                            .map(account::equals)
                            .orElseGet(() -> arrival.network().equals(network));
        }
    }
}
