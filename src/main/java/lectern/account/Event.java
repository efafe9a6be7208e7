package lectern.account;

import java.util.Optional;

/// Something that happens at a door, in words.
///
/// @param account empty when nobody could be recognised
/// @param device what the person calls the device, or what it calls itself; may be empty
/// @param client name and version of the client program; may be empty
/// @param what for example "sent a position"
/// @param detail the outcome in a sentence, for example "wrong password or key"; may be empty
public record Event(
        Optional<AccountId> account,
        Door door,
        String device,
        String client,
        String what,
        Outcome outcome,
        String detail) {

    public enum Outcome {
        DONE,
        /// The client's fault, or ours to forbid.
        REFUSED,
        /// The server's fault.
        FAILED
    }
}
