package live.weir.platform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.program.ProgramTrack;
import org.junit.jupiter.api.Test;

class RecordingTapTest {

    private static final ProgramTrack TRACK = new ProgramTrack(
            "v360", ProgramTrack.Kind.VIDEO, "avc1.42c01f", 640, 360, 30, 800_000, 0, Unpooled.EMPTY_BUFFER);

    private final List<String> heard = new ArrayList<>();
    private final List<Boolean> turns = new ArrayList<>();
    private final RecordingTap tap = new RecordingTap(new Writer(), turns::add);

    private final class Writer implements ProgramSink {
        @Override
        public void begin(ProgramFormat format) {
            heard.add("begin");
        }

        @Override
        public void chunk(ProgramChunk chunk) {
            chunk.bytes().release();
            heard.add(chunk.independent() ? "key" : "part");
        }

        @Override
        public void picture(ByteBuf jpeg) {
            jpeg.release();
            heard.add("picture");
        }

        @Override
        public void end() {
            heard.add("end");
        }
    }

    private void begin() {
        tap.begin(new ProgramFormat(Instant.EPOCH, List.of(TRACK)));
    }

    private void chunk(boolean key) {
        tap.chunk(new ProgramChunk(0, 0, 1, key, Unpooled.buffer().writeByte(1)));
    }

    @Test
    void nothing_is_written_before_it_is_known_whether_it_shall_be() {
        begin();
        chunk(true);
        tap.choose(true);
        chunk(false);
        chunk(true);
        chunk(false);
        tap.end();
        assertThat(heard).containsExactly("begin", "key", "part", "end");
        assertThat(turns).containsExactly(true);
    }

    @Test
    void what_the_host_says_comes_before_what_the_owner_chose() {
        tap.wish(false);
        tap.choose(true);
        begin();
        chunk(true);
        assertThat(heard).isEmpty();
        tap.wish(null);
        chunk(true);
        tap.wish(false);
        chunk(true);
        tap.wish(true);
        chunk(false);
        chunk(true);
        tap.end();
        assertThat(heard).containsExactly("begin", "key", "begin", "key", "end");
        assertThat(turns).containsExactly(true, false, true);
    }

    @Test
    void where_nothing_may_be_recorded_nobody_can_turn_it_on() {
        tap.forbid();
        tap.choose(true);
        tap.wish(true);
        begin();
        chunk(true);
        tap.end();
        assertThat(heard).isEmpty();
        assertThat(tap.isOpen()).isFalse();
    }

    @Test
    void a_broadcast_that_was_never_recorded_has_no_recording_that_ends() {
        tap.choose(false);
        begin();
        tap.end();
        assertThat(heard).isEmpty();
        assertThat(turns).isEmpty();
    }
}
