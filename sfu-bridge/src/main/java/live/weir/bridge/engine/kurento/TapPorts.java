package live.weir.bridge.engine.kurento;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where taps receive.
 *
 * @param address what servers are told to send to: an IP address; empty for the one from which we reached the server
 * @param first of the UDP ports that may be used, an even one
 * @param last of them
 */
record TapPorts(String address, int first, int last) {

    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65_535;

    TapPorts {
        if (first < LOWEST || last > HIGHEST || last - first < 3) {
            throw new IllegalArgumentException(
                    "Taps need ports between " + LOWEST + " and " + HIGHEST + ", four at least");
        }
    }

    static TapPorts anyFree() {
        return new TapPorts("", 20_000, 59_999);
    }

    /** An even one, whose RTCP comes to the next (RFC 3550 §11). */
    int random() {
        int pairs = (last - first + 1) / 2;
        return first + first % 2 + 2 * ThreadLocalRandom.current().nextInt(Math.max(1, pairs - first % 2));
    }

    String announced(InetAddress local) {
        return address.isEmpty() ? local.getHostAddress() : address;
    }

    boolean isTranslated() {
        return !address.isEmpty();
    }
}
