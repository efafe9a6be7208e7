package lectern.config;

import java.util.Optional;
import java.util.OptionalInt;

/// Who may read `/metrics`: without a token and a port, nobody.
///
/// @param token what has to be shown at the server's own port
/// @param port of a listener that only this machine reaches, where nothing has to be shown
public record MetricsSettings(Optional<String> token, OptionalInt port) {
    @Override
    public String toString() {
        return "MetricsSettings[token=" + (token.isPresent() ? "set" : "none") + ", port=" + port + "]";
    }
}
