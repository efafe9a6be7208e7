package lectern.http;

import java.time.Duration;
import java.util.OptionalInt;

/// Where the server listens, and how much it takes at once. `plainPort` is a second listener without TLS beside one
/// with it; a port of 0 is chosen by the system.
///
/// @param requests answered at the same time; more are refused at once with 503
/// @param connections open at the same time; more wait to be accepted
/// @param idle how long a connection may be silent, within a request and between two
/// @param drain how long the requests that are under way may take when the server stops
public record HttpSettings(
        String host,
        int port,
        OptionalInt plainPort,
        Proxies proxies,
        int requests,
        int connections,
        Duration idle,
        Duration drain) {
    public HttpSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        if (requests < 1 || connections < 1) {
            throw new IllegalArgumentException("at least one request and one connection must be allowed");
        }
    }

    public static HttpSettings defaults() {
        return new HttpSettings(
                "",
                8080,
                OptionalInt.empty(),
                Proxies.none(),
                1_000,
                10_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    public HttpSettings at(String newHost, int newPort) {
        return new HttpSettings(newHost, newPort, plainPort, proxies, requests, connections, idle, drain);
    }
}
