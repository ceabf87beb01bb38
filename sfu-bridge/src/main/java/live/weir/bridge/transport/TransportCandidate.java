package live.weir.bridge.transport;

/**
 * A way to reach a port, for signaling to announce: always of type {@code host} and component 1, and passive over TCP
 * (RFC 6544 §4.5).
 *
 * @param foundation the same for candidates that fare alike
 * @param address an IP address
 */
public record TransportCandidate(String foundation, Protocol protocol, long priority, String address, int port) {

    /** As in a candidate's line. */
    public enum Protocol {
        UDP,
        TCP
    }
}
