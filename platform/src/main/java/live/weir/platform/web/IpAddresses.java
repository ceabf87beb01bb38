package live.weir.platform.web;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Reads addresses as they stand in headers and settings. Never asks a resolver: what is no literal is nothing. */
public final class IpAddresses {

    /** The longest literal there is: eight groups, the last two written as IPv4. */
    private static final int LONGEST = 45;

    private IpAddresses() {}

    /** {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code 2001:db8::1}, {@code [2001:db8::1]:4711}; otherwise null. */
    public static @Nullable InetAddress parse(String text) {
        String literal = literal(text.trim());
        if (literal.isEmpty() || literal.length() > LONGEST || literal.indexOf('%') >= 0) {
            return null;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }

    private static String literal(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 || !isPortOrNothing(text, end + 1) ? "" : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        boolean ipv4WithPort = colon > 0 && colon == text.lastIndexOf(':');
        if (!ipv4WithPort) {
            return text;
        }
        return isPortOrNothing(text, colon) ? text.substring(0, colon) : "";
    }

    private static boolean isPortOrNothing(String text, int from) {
        if (from == text.length()) {
            return true;
        }
        int digits = text.length() - from - 1;
        return text.charAt(from) == ':'
                && digits >= 1
                && digits <= 5
                && text.chars().skip(from + 1L).allMatch(c -> c >= '0' && c <= '9');
    }
}
