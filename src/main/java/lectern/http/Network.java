package lectern.http;

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
    /// @throws IllegalArgumentException when it is no address and no range
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text, slash + 1, text.length(), 10);
        return new Network(address, bits);
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
