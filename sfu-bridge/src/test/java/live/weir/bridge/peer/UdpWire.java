package live.weir.bridge.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.Arrays;
import java.util.function.Consumer;

/** A UDP socket of the peer, and the thread that listens to it. */
final class UdpWire implements PeerWire {

    private static final int BUFFER = 1 << 20;

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Consumer<byte[]> receiver;

    UdpWire(InetSocketAddress server, Consumer<byte[]> receiver) {
        this.server = server;
        this.receiver = receiver;
        try {
            socket = new DatagramSocket();
            socket.setReceiveBufferSize(BUFFER);
            socket.connect(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Threads.start("test-peer-udp", this::listen);
    }

    private void listen() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(datagram);
            } catch (IOException e) {
                continue; // closed, or the server is not there (yet)
            }
            receiver.accept(Arrays.copyOf(buffer, datagram.getLength()));
        }
    }

    @Override
    public void send(byte[] packet) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, server));
        } catch (PortUnreachableException gone) {
            // the server has closed its port before we knew
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        socket.close();
    }
}
