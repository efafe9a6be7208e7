package lectern.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

import org.eclipse.jetty.http.HttpFields;

/// The proxies whose word counts. Whatever anybody else says about addresses is not even read.
public record Proxies(List<Network> trusted, ForwardedBy by) {
    public Proxies {
        trusted = List.copyOf(trusted);
    }

    public static Proxies none() {
        return new Proxies(List.of(), ForwardedBy.X_FORWARDED_FOR);
    }

    boolean trust(InetAddress peer) {
        for (var network : trusted) {
            if (network.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    /// The client behind a peer that is trusted.
    Client client(InetAddress peer, boolean secure, HttpFields headers) {
        return new Client(
                address(peer, headers), protocol(headers).map("https"::equals).orElse(secure));
    }

    /// Each proxy appends the peer it saw, so the list is read from its end: the first that is no proxy of ours is the
    /// client. What stands before it is the client's own invention.
    private InetAddress address(InetAddress peer, HttpFields headers) {
        var hops = headers.getCSV(by.header(), false);
        var client = peer;
        for (int i = hops.size() - 1; i >= 0 && trust(client); i--) {
            var said = literal(by == ForwardedBy.FORWARDED ? parameter(hops.get(i), "for") : Optional.of(hops.get(i)));
            if (said.isEmpty()) {
                break;
            }
            client = said.get();
        }
        return client;
    }

    private Optional<String> protocol(HttpFields headers) {
        if (by == ForwardedBy.FORWARDED) {
            return headers.getCSV(by.header(), false).reversed().stream()
                    .findFirst()
                    .flatMap(hop -> parameter(hop, "proto"));
        }
        return headers.getCSV("X-Forwarded-Proto", false).reversed().stream().findFirst();
    }

    private static Optional<String> parameter(String hop, String name) {
        for (var pair : hop.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(pair.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    /// `192.0.2.1`, `192.0.2.1:8080`, `2001:db8::1`, `[2001:db8::1]:8080`; CloudFront writes an IPv6 address and a port
    /// without brackets.
    private Optional<InetAddress> literal(Optional<String> said) {
        return said.map(text -> {
                    if (text.startsWith("[")) {
                        return text.substring(1, Math.max(1, text.indexOf(']')));
                    }
                    int colon = text.lastIndexOf(':');
                    boolean port =
                            colon >= 0 && (text.indexOf(':') == colon || by == ForwardedBy.CLOUDFRONT_VIEWER_ADDRESS);
                    return port ? text.substring(0, colon) : text;
                })
                .flatMap(Proxies::parse);
    }

    private static Optional<InetAddress> parse(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
