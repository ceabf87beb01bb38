package live.weir.bridge.peer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;

/** A TCP connection of the peer, with RFC 4571's length before each packet. */
final class TcpWire implements PeerWire {

    private final Socket socket;
    private final Consumer<byte[]> receiver;

    TcpWire(InetSocketAddress server, Consumer<byte[]> receiver) {
        this.receiver = receiver;
        try {
            socket = new Socket(server.getAddress(), server.getPort());
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Threads.start("test-peer-tcp", this::listen);
    }

    private void listen() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] packet = new byte[in.readUnsignedShort()];
                in.readFully(packet);
                receiver.accept(packet);
            }
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public synchronized void send(byte[] packet) {
        try {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] frame = new byte[packet.length + 2];
            frame[0] = (byte) (packet.length >>> 8);
            frame[1] = (byte) packet.length;
            System.arraycopy(packet, 0, frame, 2, packet.length);
            out.write(frame);
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
