package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client that says what it is told to, rightly or wrongly. */
final class RtmpClient implements AutoCloseable {

    static final MessageWriter WRITER = new MessageWriter(UnpooledByteBufAllocator.DEFAULT);
    private static final int SIZE = 1536;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RtmpClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        socket.setSoTimeout(10_000);
    }

    static RtmpClient to(int port) throws IOException {
        return new RtmpClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    RtmpClient shakeHands() throws IOException {
        out.write(handshake());
        byte[] answer = new byte[1 + 2 * SIZE];
        in.readFully(answer);
        return this;
    }

    /** C0, C1 and C2 at once, which no server minds. */
    static byte[] handshake() {
        byte[] bytes = new byte[1 + 2 * SIZE];
        bytes[0] = 3;
        return bytes;
    }

    RtmpClient say(ByteBuf message) throws IOException {
        out.write(bytes(message));
        return this;
    }

    RtmpClient connect(String app) throws IOException {
        return say(WRITER.opening()).say(WRITER.command(0, "connect", 1, connection(app)));
    }

    static Map<String, Object> connection(String app) {
        Map<String, Object> said = new HashMap<>();
        said.put("app", app);
        said.put("flashVer", "FMLE/3.0 (compatible; test)");
        said.put("tcUrl", "rtmp://localhost/" + app);
        return said;
    }

    RtmpClient publish(String name) throws IOException {
        return say(WRITER.command(0, "createStream", 2, (Object) null))
                .say(WRITER.command(1, "publish", 3, null, name, "live"));
    }

    static byte[] bytes(ByteBuf message) {
        try {
            return ByteBufUtil.getBytes(message);
        } finally {
            message.release();
        }
    }

    /** Of one chunk. */
    static ByteBuf media(int type, int millis, byte... body) {
        return Unpooled.buffer()
                .writeByte(type == RtmpMessage.VIDEO ? 6 : 4)
                .writeMedium(millis)
                .writeMedium(body.length)
                .writeByte(type)
                .writeIntLE(1)
                .writeBytes(body);
    }

    /** The code of the next status or the name of the next command; null at the end. Control messages are read over. */
    @Nullable
    Said next() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            in.readFully(new byte[3]);
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.readFully(new byte[4]);
            byte[] body = new byte[length];
            in.readFully(body);
            if (type == RtmpMessage.COMMAND) {
                return read(body);
            }
        }
    }

    private static Said read(byte[] body) {
        AmfReader reader = new AmfReader(Unpooled.wrappedBuffer(body));
        String name = reader.text();
        reader.number();
        String code = "";
        String description = "";
        while (reader.hasMore()) {
            if (reader.next() instanceof Map<?, ?> fields && fields.containsKey("code")) {
                code = String.valueOf(fields.get("code"));
                description = String.valueOf(fields.get("description"));
            }
        }
        return new Said(name, code, description);
    }

    record Said(String name, String code, String description) {}

    /** Reads on until it finds this code. */
    Said await(String code) throws IOException {
        for (Said said = next(); said != null; said = next()) {
            if (said.code().equals(code)) {
                return said;
            }
        }
        throw new AssertionError("The server hung up without saying " + code);
    }

    /** Whether the server hangs up, after whatever it still says. */
    boolean isHungUp() throws IOException {
        try {
            while (next() != null) {
                // The last words.
            }
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
        return true;
    }

    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
