package live.weir.bridge.bench;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;

/** The address that all servers listen at: Janus has no use for a loopback one. */
final class LocalAddress {

    private LocalAddress() {}

    static InetAddress find() {
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (each.isUp() && !each.isLoopback()) {
                    for (InetAddress address : Collections.list(each.getInetAddresses())) {
                        if (address instanceof Inet4Address) {
                            return address;
                        }
                    }
                }
            }
        } catch (SocketException failed) {
            throw new IllegalStateException(failed);
        }
        throw new IllegalStateException("This machine has no IPv4 address but the loopback's");
    }
}
