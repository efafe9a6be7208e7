package lectern.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Who is on the other side, after what trusted proxies say about it. `secure` when the client itself speaks TLS.
public record Client(InetAddress address, boolean secure) {

    /// The address as text, for a log.
    public String text() {
        return address.getHostAddress();
    }

    /// What one household shares, for limits: the IPv4 address, or the first 64 bits of an IPv6 address.
    public String network() {
        return address instanceof Inet6Address
                ? HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(address.getAddress(), 8))
                : address.getHostAddress();
    }
}
