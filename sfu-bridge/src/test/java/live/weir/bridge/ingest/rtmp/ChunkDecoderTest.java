package live.weir.bridge.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import live.weir.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(HouseRules.class)
class ChunkDecoderTest {

    /** Two chunk streams whose chunks alternate, a larger chunk size, deltas, a type 3 that begins a message, extended times. */
    private static final byte[] SESSION = HexFormat.of()
            .parseHex((""
                            + "06 00000a 000082 09 01000000"
                            + "11".repeat(128) // video at 10 of 130 bytes, its first 128
                            + "04 00000b 000002 08 01000000 afaa" // audio at 11 comes between
                            + "c6 1111"
                            + "02 000000 000004 01 00000000 00001000" // chunks of 4096 from here on
                            + "46 000005 000001 09 22" // video at 15
                            + "86 000007 33" // at 22
                            + "c6 44" // at 29
                            + "06 ffffff 000001 09 01000000 01000000 55" // at 16777216
                            + "003f 000001 000001 08 01000000 66") // on chunk stream 127
                    .replace(" ", ""));

    private static final List<String> MESSAGES = List.of(
            "8 11 afaa", "9 10 " + "11".repeat(130), "9 15 22", "9 22 33", "9 29 44", "9 16777216 55", "8 1 66");

    @Test
    void messages_are_the_same_wherever_the_bytes_are_cut() {
        for (int cut = 1; cut < SESSION.length; cut++) {
            EmbeddedChannel channel = new EmbeddedChannel(new ChunkDecoder());
            channel.writeInbound(Unpooled.copiedBuffer(SESSION, 0, cut));
            channel.writeInbound(Unpooled.copiedBuffer(SESSION, cut, SESSION.length - cut));
            assertThat(messages(channel)).as("cut at %d", cut).isEqualTo(MESSAGES);
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void the_time_that_some_encoders_repeat_where_a_message_continues_is_no_part_of_it() {
        String body = "77".repeat(128);
        String first = "06 ffffff 000081 09 01000000 01000000".replace(" ", "") + body;
        assertThat(decoded(first + "c6" + "01000000" + "88")).containsExactly("9 16777216 " + body + "88");
        assertThat(decoded(first + "c6" + "88" + "06000000000000080100000088c6"))
                .as("not repeated")
                .first()
                .isEqualTo("9 16777216 " + body + "88");
    }

    @Test
    void what_is_aborted_never_was() {
        String half = "06 000000 000082 09 01000000".replace(" ", "") + "11".repeat(128);
        String abort = "02 000000 000004 02 00000000 00000006".replace(" ", "");
        assertThat(decoded(half + abort + "06000001000001090100000022")).containsExactly("9 1 22");
    }

    @ParameterizedTest
    @CsvSource({
        "a message as large as a film, 06000000ffffff0901000000",
        "a command as large as a keyframe, 03000000ffff001400000000",
        "a stream that begins in its middle, c6",
        "chunks of one byte, 02000000000004010000000000000001",
        "chunks of no bytes, 02000000000004010000000000000000",
        "chunks of a negative size, 020000000000040100000000ffffffff",
        "a size that is cut off, 0200000000000101000000ff00",
    })
    void nothing_is_taken_in(String what, String bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new ChunkDecoder());
        assertThatThrownBy(() -> channel.writeInbound(
                        Unpooled.wrappedBuffer(HexFormat.of().parseHex(bytes))))
                .as(what)
                .hasCauseInstanceOf(RtmpViolation.class);
        channel.finishAndReleaseAll();
    }

    @Test
    void a_message_that_begins_in_another_and_streams_without_end_are_violations() {
        String half = "06 000000 000082 09 01000000".replace(" ", "") + "11".repeat(128);
        assertThatThrownBy(() -> decoded(half + half)).hasCauseInstanceOf(RtmpViolation.class);
        StringBuilder many = new StringBuilder();
        for (int id = 3; id < 40; id++) {
            many.append(String.format("%02x", id))
                    .append("00000000000108010000")
                    .append("0011");
        }
        assertThatThrownBy(() -> decoded(many.toString())).hasCauseInstanceOf(RtmpViolation.class);
    }

    @Test
    void messages_that_never_end_cost_four_megabytes_and_the_connection() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChunkDecoder());
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex("020000000000040100000000000fffff")));
        byte[] chunk = new byte[0xfffff];
        assertThatThrownBy(() -> {
                    for (int id = 3; id < 12; id++) {
                        ByteBuf head = Unpooled.buffer()
                                .writeByte(id)
                                .writeMedium(0)
                                .writeMedium(2 << 20)
                                .writeByte(9)
                                .writeIntLE(1);
                        channel.writeInbound(head, Unpooled.copiedBuffer(chunk));
                    }
                })
                .hasCauseInstanceOf(RtmpViolation.class);
        channel.finishAndReleaseAll();
    }

    private static List<String> decoded(String hex) {
        EmbeddedChannel channel = new EmbeddedChannel(new ChunkDecoder());
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
            return messages(channel);
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static List<String> messages(EmbeddedChannel channel) {
        List<String> messages = new ArrayList<>();
        for (RtmpMessage message = channel.readInbound(); message != null; message = channel.readInbound()) {
            messages.add(message.type() + " " + message.timestamp() + " " + ByteBufUtil.hexDump(message.content()));
            message.release();
        }
        return messages;
    }
}
