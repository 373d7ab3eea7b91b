package polybroker.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A block of addresses: `10.0.0.0/8`, `2001:db8::/32`, or a single address. */
final class Network {
    private final byte[] first;
    private final int prefixBits;

    private Network(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        // A name here would be looked up by one of the broker's network threads.
        if (!address.matches("[0-9a-fA-F:.]+")) throw new IllegalArgumentException("not an address: " + text);
        try {
            first = InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + text, e);
        }
        prefixBits = slash < 0 ? first.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (prefixBits < 0 || prefixBits > first.length * 8) throw new IllegalArgumentException("not a block: " + text);
    }

    /** Blocks separated by commas; none of them where the text is empty, which admits nobody. */
    static List<Network> list(String text) {
        List<Network> networks = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.trim().isEmpty()) networks.add(new Network(part.trim()));
        }
        return Collections.unmodifiableList(networks);
    }

    boolean contains(InetAddress other) {
        byte[] address = other.getAddress();
        if (address.length != first.length) return false;
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((address[bit >> 3] & mask) != (first[bit >> 3] & mask)) return false;
        }
        return true;
    }
}
