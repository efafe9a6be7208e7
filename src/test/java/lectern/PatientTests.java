package lectern;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets every test wait longer for what must happen than a machine with other work on it may stand still. Nobody waits
/// longer for what does.
public final class PatientTests implements BeforeAllCallback {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LONG_ENOUGH);
    }
}
