package lectern.account;

import java.nio.file.Path;
import java.util.Optional;

/// What the operator decides about accounts.
///
/// @param limits off only in tests: failed sign-ins and registrations are then unlimited
/// @param secret replaces the file when it is set
/// @param secretFile where the secret of this server lies, and is put when the database is still empty
public record AccountSettings(RegistrationMode registration, boolean limits, Optional<String> secret, Path secretFile) {

    @Override
    public String toString() {
        return "AccountSettings[registration=" + registration + ", limits=" + limits + ", secretFile=" + secretFile
                + "]";
    }
}
