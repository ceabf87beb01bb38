package live.weir.bridge.ingest.srt;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import live.weir.bridge.ingest.srt.SrtListener.End;
import live.weir.testing.HouseRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HouseRules.class)
class SrtHallTest {

    private static final int MUTATIONS = 6000;
    private static final byte[] KEYS = HexFormat.of()
            .parseHex("12202901" + "00000000" + "02000200" + "00000404" + "00".repeat(16 + 24)); // one of 128 bits
    private static final int PLACES = 5;
    private static final int OF_ONE_ADDRESS = 4;

    private final ScriptedSrtDesk desk = new ScriptedSrtDesk();
    private SrtHall hall = hall(Duration.ofSeconds(30), Duration.ofSeconds(30));
    private EmbeddedChannel channel = new EmbeddedChannel(hall);
    private SrtCaller caller = new SrtCaller(channel, 5000, 77);

    private SrtHall hall(Duration gone, Duration silence) {
        return new SrtHall(
                new SrtSettings(
                        new InetSocketAddress(0),
                        PLACES,
                        OF_ONE_ADDRESS,
                        Duration.ofMillis(120),
                        gone,
                        silence,
                        1_000_000,
                        null),
                desk,
                desk);
    }

    private void reopen(Duration gone, Duration silence) {
        close();
        hall = hall(gone, silence);
        channel = new EmbeddedChannel(hall);
        caller = new SrtCaller(channel, 5000, 77);
    }

    @AfterEach
    void close() {
        hall.closeAll();
        channel.finishAndReleaseAll();
        channel.checkException();
    }

    private void tick() {
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /** The next of these, as soon as it is sent. */
    private ByteBuf await(int type) throws Exception {
        ByteBuf[] found = new ByteBuf[1];
        eventually(() -> {
            tick();
            found[0] = caller.next(type);
            assertThat(found[0]).isNotNull();
        });
        return Objects.requireNonNull(found[0]);
    }

    @Test
    void nothing_is_kept_of_who_only_begins_and_the_answer_is_no_longer_than_the_question() {
        ByteBuf question = caller.handshake(SrtHandshake.OLD_VERSION, 2, SrtHandshake.INDUCTION, 0);
        int length = question.readableBytes();
        caller.send(question);
        ByteBuf answer = Objects.requireNonNull(caller.next(ControlPacket.HANDSHAKE));
        assertThat(answer.readableBytes()).isEqualTo(length);
        assertThat(ControlPacket.socket(answer)).isEqualTo(77);
        assertThat(answer.getInt(ControlPacket.HEAD)).isEqualTo(5);
        assertThat(answer.getInt(ControlPacket.HEAD + 4)).isEqualTo(SrtHandshake.MAGIC);
        assertThat(ByteBufUtil.hexDump(answer, ControlPacket.HEAD + 32, 16)).isEqualTo("0100007f" + "0".repeat(24));
        assertThat(hall.connections()).isZero();
        assertThat(desk.began).isZero();
    }

    @Test
    void a_cookie_is_good_for_its_own_caller_only() {
        int cookie = caller.induce();
        for (SrtCaller other : List.of(new SrtCaller(channel, 5001, 77), new SrtCaller(channel, 5000, 78))) {
            assertThat(other.call(other.conclusion(cookie, "right", SrtCaller.LIVE)))
                    .isZero();
        }
        assertThat(caller.call(caller.conclusion(cookie + 1, "right", SrtCaller.LIVE)))
                .isZero();
        assertThat(desk.strays).isEqualTo(3);
        assertThat(desk.began).isZero();
        assertThat(caller.call(caller.conclusion(cookie, "right", SrtCaller.LIVE)))
                .isEqualTo(SrtHandshake.CONCLUSION);
    }

    @Test
    void who_is_let_in_is_told_the_longer_of_both_latencies() {
        caller.send(caller.conclusion(caller.induce(), "right", SrtCaller.LIVE));
        ByteBuf answer = Objects.requireNonNull(caller.next(ControlPacket.HANDSHAKE));
        ByteBuf extensions = answer.slice(ControlPacket.HEAD + SrtHandshake.BODY, SrtExtensions.RESPONSE);
        assertThat(extensions.readUnsignedShort()).isEqualTo(SrtExtensions.HSRSP);
        assertThat(extensions.readUnsignedShort()).isEqualTo(3);
        assertThat(extensions.getUnsignedShort(extensions.writerIndex() - 4))
                .as("ours")
                .isEqualTo(200);
        assertThat(extensions.getUnsignedShort(extensions.writerIndex() - 2))
                .as("its own")
                .isEqualTo(300);
        assertThat(desk.wishes.get(0).streamId()).isEqualTo("right");
        assertThat(desk.wishes.get(0).encoder()).isEqualTo("SRT 1.5.4");
        assertThat(desk.wishes.get(0).toString()).doesNotContain("right");
    }

    @Test
    void who_says_a_wish_again_hears_the_same_answer_and_the_desk_is_asked_once() {
        desk.answer = new CompletableFuture<>();
        ByteBuf wish = caller.conclusion(caller.induce(), "right", SrtCaller.LIVE);
        assertThat(caller.call(wish.copy())).as("not yet").isZero();
        assertThat(caller.call(wish.copy())).isZero();
        desk.answer.complete(desk);
        channel.runPendingTasks();
        assertThat(caller.next(ControlPacket.HANDSHAKE)).isNotNull();
        assertThat(caller.call(wish)).isEqualTo(SrtHandshake.CONCLUSION);
        assertThat(desk.wishes).hasSize(1);
        assertThat(hall.connections()).isEqualTo(1);
    }

    @Test
    void who_may_not_and_what_cannot_be_is_refused_with_a_number_that_says_why() {
        assertThat(caller.call(caller.conclusion(caller.induce(), "wrong", SrtCaller.LIVE)))
                .isEqualTo(2403);
        assertThat(caller.call(caller.conclusion(caller.induce(), "right", SrtCaller.LIVE | 0x40)))
                .as("a stream of bytes")
                .isEqualTo(1012);
        assertThat(refusal(SrtExtensions.KMREQ, KEYS)).as("encrypted").isEqualTo(1011);
        assertThat(refusal(SrtExtensions.CONGESTION, ByteBufUtil.getBytes(SrtCaller.words("file"))))
                .isEqualTo(1013);
        assertThat(refusal(SrtExtensions.FILTER, ByteBufUtil.getBytes(SrtCaller.words("fec,cols:10"))))
                .isEqualTo(1014);
        assertThat(refusal(SrtExtensions.GROUP, new byte[8])).isEqualTo(1015);
        assertThat(caller.call(caller.handshake(SrtHandshake.OLD_VERSION, 2, SrtHandshake.CONCLUSION, caller.induce())))
                .as("an old one")
                .isEqualTo(1008);
        assertThat(caller.call(caller.handshake(SrtHandshake.VERSION, 1, SrtHandshake.CONCLUSION, caller.induce())))
                .as("without a request")
                .isEqualTo(1004);
        assertThat(hall.connections()).isZero();
        assertThat(desk.ends).hasSize(8).containsOnly(End.REFUSED);
        desk.admits = false;
        assertThat(caller.call(caller.conclusion(caller.induce(), "right", SrtCaller.LIVE)))
                .isEqualTo(2402);
        assertThat(desk.ends).endsWith(End.TURNED_AWAY);
    }

    private int refusal(int extension, byte[] body) {
        ByteBuf wish = caller.conclusion(caller.induce(), "right", SrtCaller.LIVE);
        return caller.call(SrtCaller.extension(wish, extension, Unpooled.wrappedBuffer(body)));
    }

    @Test
    void media_comes_in_order_what_lacks_is_asked_for_and_all_is_acknowledged() throws Exception {
        caller.connect();
        caller.send(caller.data(1000, "a"));
        caller.send(caller.data(1003, "d"));
        ByteBuf nak = Objects.requireNonNull(caller.next(ControlPacket.NAK));
        assertThat(ByteBufUtil.hexDump(nak, ControlPacket.HEAD, 8)).isEqualTo("800003e9000003ea");
        assertThat(ByteBufUtil.hexDump(await(ControlPacket.NAK), ControlPacket.HEAD, 8))
                .as("again")
                .isEqualTo("800003e9000003ea");
        caller.send(caller.data(1002, "c"));
        caller.send(caller.data(1001, "b"));
        caller.send(caller.data(1001, "b"));
        assertThat(desk.media).containsExactly("a", "b", "c", "d");
        assertThat(desk.repaired).isEqualTo(2);
        assertThat(desk.belated).isEqualTo(1);
        eventually(() -> {
            ByteBuf ack = await(ControlPacket.ACK);
            assertThat(ack.getInt(ControlPacket.HEAD)).isEqualTo(1004);
            assertThat(ack.readableBytes()).isEqualTo(ControlPacket.HEAD + Acknowledger.FULL_BODY);
            caller.send(caller.control(ControlPacket.ACKACK, ControlPacket.field(ack)));
        });
        caller.send(caller.data(1004, "e"));
        ByteBuf ack = await(ControlPacket.ACK);
        assertThat(ack.getInt(ControlPacket.HEAD + 4))
                .as("how long the way is")
                .isPositive()
                .isNotEqualTo(100_000);
        caller.send(caller.control(ControlPacket.SHUTDOWN, 0).writeInt(0));
        assertThat(desk.media).endsWith("e", "end");
        assertThat(desk.ends).containsExactly(End.LEFT);
    }

    @Test
    void many_packets_at_once_are_acknowledged_meanwhile() {
        caller.connect();
        for (int i = 0; i < 64; i++) {
            caller.send(caller.data(1000 + i, "x"));
        }
        ByteBuf light = Objects.requireNonNull(caller.next(ControlPacket.ACK));
        assertThat(light.readableBytes()).isLessThanOrEqualTo(ControlPacket.HEAD + Acknowledger.FULL_BODY);
        assertThat(desk.media).hasSize(64);
    }

    @Test
    void what_does_not_come_within_the_latency_or_is_dropped_by_the_caller_is_left_out_and_counted() throws Exception {
        caller.connect();
        caller.send(caller.data(1001, "b"));
        eventually(() -> {
            tick();
            assertThat(desk.media).containsExactly("b");
        });
        caller.send(caller.data(1005, "f"));
        ByteBuf drop =
                caller.control(ControlPacket.DROP_REQUEST, 9).writeInt(1002).writeInt(1004);
        caller.send(drop);
        assertThat(desk.media).containsExactly("b", "f");
        assertThat(desk.lost).isEqualTo(4);
    }

    @Test
    void nobody_speaks_in_anothers_name() {
        caller.connect();
        SrtCaller other = new SrtCaller(channel, 5999, 77);
        other.theirs = caller.theirs;
        other.send(other.data(1000, "no"));
        other.send(other.control(ControlPacket.SHUTDOWN, 0));
        caller.send(Unpooled.buffer()
                .writeInt(1000)
                .writeInt(0)
                .writeInt(0)
                .writeInt(caller.theirs + 1)
                .writeByte(1));
        caller.send(Unpooled.buffer().writeByte(1));
        assertThat(desk.media).isEmpty();
        assertThat(desk.ends).isEmpty();
        assertThat(desk.strays).isEqualTo(4);
    }

    @Test
    void there_are_so_many_places_and_so_many_of_them_for_one_address() {
        for (int port = 6000; port < 6000 + 500; port++) {
            SrtCaller flood = new SrtCaller(channel, port, port);
            int answer = flood.call(flood.conclusion(flood.induce(), "right", SrtCaller.LIVE));
            assertThat(answer).isEqualTo(port < 6000 + OF_ONE_ADDRESS ? SrtHandshake.CONCLUSION : 1005);
        }
        assertThat(hall.connections()).isEqualTo(OF_ONE_ADDRESS);
        assertThat(desk.wishes).hasSize(OF_ONE_ADDRESS);
        hall.closeAll();
        assertThat(hall.connections()).isZero();
        caller.connect();
    }

    @Test
    void who_sends_more_than_is_allowed_is_hung_up_on() {
        caller.connect();
        String much = "x".repeat(1400);
        for (int i = 0; i < 20_000 && desk.ends.isEmpty(); i++) {
            caller.send(caller.data(1000 + i, much));
        }
        assertThat(desk.ends).containsExactly(End.TOO_FAST);
        assertThat(caller.next(ControlPacket.SHUTDOWN)).isNotNull();
    }

    @Test
    void who_is_not_heard_of_or_sends_no_media_is_gone() throws Exception {
        reopen(Duration.ofMillis(40), Duration.ofSeconds(30));
        caller.connect();
        eventually(() -> {
            tick();
            assertThat(desk.ends).containsExactly(End.GONE);
        });
        reopen(Duration.ofSeconds(30), Duration.ofMillis(40));
        caller.connect();
        eventually(() -> {
            tick();
            caller.send(caller.control(ControlPacket.KEEPALIVE, 0));
            assertThat(desk.ends).containsExactly(End.GONE, End.SILENT);
        });
    }

    @Test
    void whoever_took_the_media_may_end_it_and_who_has_gone_before_the_answer_leaves_nothing() {
        caller.connect();
        desk.lines.get(0).end();
        channel.runPendingTasks();
        assertThat(caller.next(ControlPacket.SHUTDOWN)).isNotNull();
        assertThat(desk.ends).containsExactly(End.ENDED);
        desk.answer = new CompletableFuture<>();
        SrtCaller hasty = new SrtCaller(channel, 5002, 3);
        hasty.call(hasty.conclusion(hasty.induce(), "right", SrtCaller.LIVE));
        hall.closeAll();
        desk.media.clear();
        desk.answer.complete(desk);
        channel.runPendingTasks();
        assertThat(desk.media).containsExactly("end");
    }

    @Test
    void whatever_is_sent_nothing_breaks() {
        caller.connect();
        Random random = new Random(10080);
        int cookie = new SrtCaller(channel, 5000, 78).induce();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] packet = ByteBufUtil.getBytes(
                    switch (random.nextInt(6)) {
                        case 0 -> new SrtCaller(channel, 5000, 78).conclusion(cookie, "wrong", SrtCaller.LIVE);
                        case 1 -> caller.handshake(SrtHandshake.OLD_VERSION, 2, SrtHandshake.INDUCTION, 0);
                        case 2 ->
                            caller.control(ControlPacket.DROP_REQUEST, 1)
                                    .writeInt(1000 + i)
                                    .writeInt(1001 + i);
                        case 3 ->
                            caller.control(ControlPacket.NAK, 0)
                                    .writeInt(1 << 31 | 1000)
                                    .writeInt(i);
                        case 4 -> caller.control(ControlPacket.ACKACK, i);
                        default -> caller.data(1000 + i, "media");
                    });
            for (int blows = random.nextInt(4); blows > 0; blows--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(packet.length) : packet.length;
            caller.send(Unpooled.copiedBuffer(packet, 0, length));
            caller.next(-1);
            if (hall.connections() == 0) {
                caller.connect(); // it was made to say goodbye
            }
        }
        tick();
        channel.checkException();
        assertThat(desk.strays).isPositive();
        assertThat(hall.connections()).isBetween(1, OF_ONE_ADDRESS);
        hall.closeAll();
        assertThat(hall.connections()).isZero();
    }

    @Test
    void extensions_that_lie_about_themselves_are_refused() {
        for (String hex : new String[] {
            "0005ffff", // longer than there is
            "00010001" + "00010500", // a request that is cut off
            "00050081" + "61".repeat(516), // a long stream id
            "00090000".repeat(17), // many
            "00030001" + "12202901", // keys that are cut off
            "0003000e" + "1f202901" + "00".repeat(52), // of another kind
        }) {
            ByteBuf wish = caller.handshake(SrtHandshake.VERSION, 5, SrtHandshake.CONCLUSION, caller.induce());
            wish.writeBytes(HexFormat.of().parseHex(hex));
            assertThat(caller.call(wish)).as(hex).isEqualTo(1004);
        }
    }
}
