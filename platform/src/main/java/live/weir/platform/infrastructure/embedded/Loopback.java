package live.weir.platform.infrastructure.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;

/** One short question to a server on this machine, and the ports there. */
final class Loopback {

    static final String HOST = "127.0.0.1";

    private static final int TIMEOUT_MILLIS = 1000;

    private Loopback() {}

    /** A port nobody listens on; another program may still take it before we do. */
    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, address())) {
            return probe.getLocalPort();
        }
    }

    /** As many bytes of the answer as asked for, or fewer if the server hangs up before. */
    static byte[] ask(int port, byte[] question, int answerBytes) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(question);
            return new DataInputStream(socket.getInputStream()).readNBytes(answerBytes);
        }
    }

    /** Not the JDK's idea of loopback, which is ::1 on some machines. */
    private static InetAddress address() throws UnknownHostException {
        return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    }
}
