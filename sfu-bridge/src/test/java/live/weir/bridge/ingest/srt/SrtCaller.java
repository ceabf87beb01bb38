package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A caller that says what it is told to, rightly or wrongly. */
final class SrtCaller {

    static final int FIRST = 1000;
    static final int LIVE = 0xbf;
    private static final InetSocketAddress DOOR = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10080);

    private final EmbeddedChannel hall;
    private final InetSocketAddress address;
    private final int socket;
    int theirs;

    SrtCaller(EmbeddedChannel hall, int port, int socket) {
        this.hall = hall;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.socket = socket;
    }

    void send(ByteBuf packet) {
        hall.writeInbound(new DatagramPacket(packet, DOOR, address));
        hall.runPendingTasks();
    }

    /** The next answer, whoever is meant; null if there is none. Those that only say how far all has come are left out. */
    @Nullable
    ByteBuf next(int type) {
        for (DatagramPacket out = hall.readOutbound(); out != null; out = hall.readOutbound()) {
            ByteBuf packet = Unpooled.copiedBuffer(out.content());
            out.release();
            if (ControlPacket.type(packet) == type) {
                return packet;
            }
        }
        return null;
    }

    ByteBuf handshake(int version, int type, int request, int cookie) {
        ByteBuf out = ControlPacket.begin(Unpooled.buffer(), ControlPacket.HANDSHAKE, 0, 1, 0);
        new SrtHandshake(version, type, FIRST, 1500, 8192, request, socket, cookie)
                .write(out, InetAddress.getLoopbackAddress());
        return out;
    }

    /** The cookie. */
    int induce() {
        send(handshake(SrtHandshake.OLD_VERSION, 2, SrtHandshake.INDUCTION, 0));
        return Objects.requireNonNull(next(ControlPacket.HANDSHAKE)).getInt(ControlPacket.HEAD + 28);
    }

    ByteBuf conclusion(int cookie, String streamId, int flags) {
        ByteBuf out = handshake(SrtHandshake.VERSION, 5, SrtHandshake.CONCLUSION, cookie);
        extension(
                out,
                SrtExtensions.HSREQ,
                Unpooled.buffer()
                        .writeInt(0x010504)
                        .writeInt(flags)
                        .writeShort(300)
                        .writeShort(200));
        return extension(out, SrtExtensions.SID, words(streamId));
    }

    static ByteBuf extension(ByteBuf out, int type, ByteBuf body) {
        return out.writeShort(type).writeShort(body.readableBytes() / 4).writeBytes(body);
    }

    static ByteBuf words(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf out = Unpooled.buffer();
        for (int i = 0; i < (bytes.length + 3) / 4 * 4; i++) {
            int place = i ^ 3;
            out.writeByte(place < bytes.length ? bytes[place] : 0);
        }
        return out;
    }

    /** What the door answers to a whole handshake: the request field. */
    int call(ByteBuf conclusion) {
        send(conclusion);
        ByteBuf answer = next(ControlPacket.HANDSHAKE);
        if (answer == null) {
            return 0;
        }
        theirs = answer.getInt(ControlPacket.HEAD + 24);
        return answer.getInt(ControlPacket.HEAD + 20);
    }

    SrtCaller connect() {
        if (call(conclusion(induce(), "right", LIVE)) != SrtHandshake.CONCLUSION) {
            throw new AssertionError("Not let in");
        }
        return this;
    }

    ByteBuf data(int number, String text) {
        return Unpooled.buffer()
                .writeInt(number)
                .writeInt(0xe000_0001)
                .writeInt(5)
                .writeInt(theirs)
                .writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    ByteBuf control(int type, int field) {
        return ControlPacket.begin(Unpooled.buffer(), type, field, 5, theirs);
    }
}
