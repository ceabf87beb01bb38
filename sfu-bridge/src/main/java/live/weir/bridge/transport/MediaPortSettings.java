package live.weir.bridge.transport;

import java.net.InetAddress;
import java.util.List;

/**
 * How a port is opened.
 *
 * @param port for UDP and TCP; 0 for any that is free
 * @param bind local addresses, each with a socket of its own; none for a socket that hears all of them
 * @param external addresses to announce in place of the local ones, where something translates between them
 * @param eventLoops that share the work, where the system can deal packets among them
 * @param maximumConnections of TCP, proven or not yet
 * @param socketBuffer bytes in each direction, as far as the system grants them
 */
public record MediaPortSettings(
        int port,
        List<InetAddress> bind,
        List<InetAddress> external,
        int eventLoops,
        int maximumPeers,
        int maximumConnections,
        int socketBuffer,
        IceTimings timings,
        HandshakeLimits handshakes) {

    public MediaPortSettings {
        bind = List.copyOf(bind);
        external = List.copyOf(external);
        if (eventLoops < 1) {
            throw new IllegalArgumentException("a port needs an event loop");
        }
    }

    public static MediaPortSettings defaults() {
        return new MediaPortSettings(
                8189,
                List.of(),
                List.of(),
                Runtime.getRuntime().availableProcessors(),
                10_000,
                4_096,
                4 << 20,
                IceTimings.defaults(),
                HandshakeLimits.defaults());
    }

    public MediaPortSettings withPort(int number) {
        return new MediaPortSettings(
                number,
                bind,
                external,
                eventLoops,
                maximumPeers,
                maximumConnections,
                socketBuffer,
                timings,
                handshakes);
    }

    public MediaPortSettings withBind(List<InetAddress> addresses) {
        return new MediaPortSettings(
                port,
                addresses,
                external,
                eventLoops,
                maximumPeers,
                maximumConnections,
                socketBuffer,
                timings,
                handshakes);
    }

    public MediaPortSettings withExternal(List<InetAddress> addresses) {
        return new MediaPortSettings(
                port, bind, addresses, eventLoops, maximumPeers, maximumConnections, socketBuffer, timings, handshakes);
    }

    public MediaPortSettings withEventLoops(int number) {
        return new MediaPortSettings(
                port, bind, external, number, maximumPeers, maximumConnections, socketBuffer, timings, handshakes);
    }

    public MediaPortSettings withMaximumPeers(int number) {
        return new MediaPortSettings(
                port, bind, external, eventLoops, number, maximumConnections, socketBuffer, timings, handshakes);
    }

    public MediaPortSettings withMaximumConnections(int number) {
        return new MediaPortSettings(
                port, bind, external, eventLoops, maximumPeers, number, socketBuffer, timings, handshakes);
    }

    public MediaPortSettings withTimings(IceTimings other) {
        return new MediaPortSettings(
                port, bind, external, eventLoops, maximumPeers, maximumConnections, socketBuffer, other, handshakes);
    }

    public MediaPortSettings withHandshakes(HandshakeLimits other) {
        return new MediaPortSettings(
                port, bind, external, eventLoops, maximumPeers, maximumConnections, socketBuffer, timings, other);
    }
}
