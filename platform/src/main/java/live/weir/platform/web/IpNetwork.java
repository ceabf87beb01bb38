package live.weir.platform.web;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an address alone is a block of one. */
public final class IpNetwork {

    private final byte[] base;
    private final int prefix;

    private IpNetwork(byte[] base, int prefix) {
        this.base = base;
        this.prefix = prefix;
    }

    public static IpNetwork parse(String cidr) {
        int slash = cidr.indexOf('/');
        InetAddress address = IpAddresses.parse(slash < 0 ? cidr : cidr.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("not an address or network (CIDR): " + cidr);
        }
        byte[] base = address.getAddress();
        int prefix = slash < 0 ? base.length * 8 : prefix(cidr, slash + 1, base.length * 8);
        return new IpNetwork(base, prefix);
    }

    private static int prefix(String cidr, int from, int most) {
        String digits = cidr.substring(from);
        boolean readable = digits.matches("[0-9]{1,3}");
        int prefix = readable ? Integer.parseInt(digits) : -1;
        if (prefix < 0 || prefix > most) {
            throw new IllegalArgumentException("the prefix length must be between 0 and " + most + ": " + cidr);
        }
        return prefix;
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != base.length) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(bytes, 0, whole, base, 0, whole)) {
            return false;
        }
        int mask = 0xFF00 >> (prefix % 8) & 0xFF;
        return mask == 0 || (bytes[whole] & mask) == (base[whole] & mask);
    }
}
