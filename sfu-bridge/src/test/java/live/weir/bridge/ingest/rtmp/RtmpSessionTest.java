package live.weir.bridge.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.flow.FlowControlHandler;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import live.weir.bridge.ingest.rtmp.RtmpListener.End;
import live.weir.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session's whole pipeline, without a socket: whatever comes, it is taken in, or it ends; and no buffer is lost. */
@ExtendWith(HouseRules.class)
class RtmpSessionTest {

    private static final int MUTATIONS = 2000;
    private static final RtmpSettings SETTINGS =
            new RtmpSettings(new InetSocketAddress(0), null, 1, 1, Duration.ofHours(1), Duration.ofHours(1), 1_000_000);

    private final ScriptedDesk desk = new ScriptedDesk();

    private EmbeddedChannel session() {
        ChunkDecoder chunks = new ChunkDecoder();
        return new EmbeddedChannel(
                new Handshake(),
                chunks,
                new FlowControlHandler(),
                new RtmpSession(SETTINGS, desk, desk, InetAddress.getLoopbackAddress(), chunks));
    }

    private static byte[] recorded() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(RtmpClient.handshake());
        for (ByteBuf said : new ByteBuf[] {
            RtmpClient.WRITER.opening(),
            RtmpClient.WRITER.command(0, "connect", 1, RtmpClient.connection("live")),
            RtmpClient.WRITER.command(0, "releaseStream", 2, null, "right"),
            RtmpClient.WRITER.command(0, "FCPublish", 3, null, "right"),
            RtmpClient.WRITER.command(0, "createStream", 4, (Object) null),
            RtmpClient.WRITER.command(1, "publish", 5, null, "right", "live"),
            RtmpClient.media(RtmpMessage.VIDEO, 0, new byte[] {0x17, 0, 0, 0, 0, 1}),
            RtmpClient.media(RtmpMessage.VIDEO, 40, new byte[200]),
            RtmpClient.WRITER.control(6, 99),
            RtmpClient.media(RtmpMessage.AUDIO, 41, new byte[20])
        }) {
            all.writeBytes(RtmpClient.bytes(said));
        }
        return all.toByteArray();
    }

    private static void run(EmbeddedChannel channel) {
        for (int i = 0; i < 10; i++) {
            channel.runPendingTasks();
            channel.releaseOutbound();
        }
    }

    @Test
    void a_recorded_session_is_taken_in_wherever_it_is_cut() {
        byte[] session = recorded();
        for (int cut = 1; cut < session.length; cut += 37) {
            desk.media.clear();
            EmbeddedChannel channel = session();
            channel.writeInbound(Unpooled.copiedBuffer(session, 0, cut));
            run(channel);
            channel.writeInbound(Unpooled.copiedBuffer(session, cut, session.length - cut));
            run(channel);
            assertThat(desk.media).as("cut at %d", cut).hasSize(3);
            channel.finishAndReleaseAll();
            assertThat(desk.media).endsWith("end");
        }
        assertThat(desk.ends).containsOnly(End.LEFT);
    }

    @Test
    void thousands_of_damaged_sessions_end_or_go_on_but_break_nothing() {
        byte[] session = recorded();
        int head = RtmpClient.handshake().length;
        Random random = new Random(1935);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = session.clone();
            for (int blows = 1 + random.nextInt(4); blows > 0; blows--) {
                damaged[head + random.nextInt(damaged.length - head)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? head + random.nextInt(damaged.length - head) : damaged.length;
            EmbeddedChannel channel = session();
            channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOf(damaged, length)));
            run(channel);
            channel.checkException();
            channel.finishAndReleaseAll();
        }
        assertThat(desk.ends).hasSize(MUTATIONS).contains(End.LEFT, End.VIOLATION);
    }

    @Test
    void commands_that_lie_about_themselves_are_violations() {
        for (String hex : new String[] {
            "02ffff6162", // a text that is cut off
            "0cffffffff61", // a negative length
            "0c0000ffff61", // a long text that is not there
            "0afffffff0", // a list of minus sixteen
            "0a7fffffff", // of two thousand million
            "03" + "000161".repeat(1), // an object that is cut off
            "03000161".repeat(20), // objects in objects
            "11", // AMF3
            "070001", // a reference
            "00112233", // half a number
            "08000000ff0001", // half a map
        }) {
            ByteBuf bytes = Unpooled.wrappedBuffer(java.util.HexFormat.of().parseHex(hex));
            assertThatThrownBy(() -> new AmfReader(bytes).next()).as(hex).isInstanceOf(RtmpViolation.class);
        }
        ByteBuf many = Unpooled.buffer().writeByte(10).writeInt(512);
        many.writeBytes(new byte[] {10, 0, 0, 2, 0}).writeBytes(new byte[4096]);
        assertThatThrownBy(() -> new AmfReader(many).next()).isInstanceOf(RtmpViolation.class);
    }

    @Test
    void commands_of_which_nothing_comes_are_counted() {
        EmbeddedChannel channel = session();
        channel.writeInbound(
                Unpooled.wrappedBuffer(RtmpClient.handshake()),
                RtmpClient.WRITER.opening(),
                RtmpClient.WRITER.command(0, "connect", 1, RtmpClient.connection("live")));
        for (int i = 0; i < 101 && channel.isOpen(); i++) {
            channel.writeInbound(RtmpClient.WRITER.command(0, "createStream", 2, (Object) null));
            run(channel);
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(desk.ends).containsExactly(End.VIOLATION);
        channel.finishAndReleaseAll();
    }
}
