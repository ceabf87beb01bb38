package live.weir.platform.chat.room;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chat socket that reads when it is asked to, and for which the kernel keeps little. */
final class RawSocket implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int RECEIVED = 4_096;
    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);
    private static final int CLOSE = 8;
    private static final int TEXT = 1;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private int closeCode;

    private RawSocket(URI base, String slug) throws IOException {
        socket.setReceiveBufferSize(RECEIVED); // before it connects: the other side is told so in the handshake
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), RECEIVED));
        String head = "GET /ws/chat/" + slug + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: weir.chat.v1\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        String answer = head();
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(answer);
        }
        send("{\"type\":\"hello\"}");
    }

    /** Comes in, and has read nothing but the upgrade. */
    static RawSocket in(String base, String slug) throws IOException {
        return new RawSocket(URI.create(base), slug);
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** One short frame, masked with zeros. */
    void send(String json) throws IOException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(text.length + 6)
                .put((byte) 0x81)
                .put((byte) (0x80 | text.length))
                .putInt(0)
                .put(text);
        socket.getOutputStream().write(frame.array());
    }

    /** The next message; null if the server closed instead. */
    @Nullable
    JsonNode next() throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            byte[] payload = in.readNBytes(length(in.readUnsignedByte()));
            if (opcode == TEXT) {
                return JSON.readTree(payload);
            }
            if (opcode == CLOSE) {
                closeCode = ByteBuffer.wrap(payload).getShort();
                return null;
            }
        }
    }

    private int length(int first) throws IOException {
        return switch (first) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> first;
        };
    }

    JsonNode await(String type) throws IOException {
        for (JsonNode next = next(); next != null; next = next()) {
            if (next.path("type").asString().equals(type)) {
                return next;
            }
        }
        throw new EOFException("Closed with " + closeCode + " before " + type);
    }

    int closeCode() {
        return closeCode;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
