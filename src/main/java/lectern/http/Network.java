package lectern.http;

import java.net.Inet4Address;
import java.net.InetAddress;

/// A range of addresses, written as one address or as `10.0.0.0/8`. `first` is any address inside.
public record Network(InetAddress first, int bits) {
    public Network {
        if (bits < 0 || bits > first.getAddress().length * 8) {
            throw new IllegalArgumentException("no address has " + bits + " bits in front");
        }
    }

    /// What a person writes.
    ///
    /// @throws IllegalArgumentException when it is no address and no range; the message says so
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        var written = slash < 0 ? text : text.substring(0, slash);
        try {
            var first = InetAddress.ofLiteral(written);
            if (first instanceof Inet4Address && !first.getHostAddress().equals(written)) {
                throw new IllegalArgumentException("10.1 may be an address, but is a mistake");
            }
            int longest = first.getAddress().length * 8;
            return new Network(first, slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither an address nor a range such as 10.0.0.0/8", e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
