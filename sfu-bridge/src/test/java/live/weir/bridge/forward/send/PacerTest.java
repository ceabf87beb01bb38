package live.weir.bridge.forward.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long MILLI = 1_000_000;
    private static final int PACKET = 1000;

    private final Outlet outlet = new Outlet();
    /** 400 kbit/s, paced at a megabit: a packet takes 8 ms, and a burst of 20 ms is 2.5 packets. */
    private final Pacer<String> pacer = new Pacer<>(PacerPolicy.USUAL, 400_000, outlet);

    @Test
    void the_usual_packet_leaves_at_once() {
        for (int i = 0; i < 100; i++) {
            pacer.video("p" + i, PACKET, i, false, i * (20 * MILLI));
        }

        assertThat(outlet.sent).hasSize(100);
        assertThat(outlet.waits).containsOnly(0L);
    }

    @Test
    void a_keyframe_is_spread_at_the_paced_rate() {
        for (int i = 0; i < 20; i++) {
            pacer.video("k" + i, PACKET, 1, true, 0);
        }
        assertThat(outlet.sent).hasSize(3);
        assertThat(pacer.queuedBytes()).isEqualTo(17 * PACKET);

        drain(0, 200);

        assertThat(outlet.sent).hasSize(20);
        assertThat(outlet.lastNanos / MILLI).isBetween(125L, 145L);
        assertThat(pacer.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void audio_does_not_wait_and_retransmissions_go_before_video() {
        for (int i = 0; i < 5; i++) {
            pacer.video("v" + i, PACKET, 1, true, 0);
        }
        pacer.retransmission("r", PACKET, 0);
        pacer.audio("a", 100, 0);

        drain(0, 100);

        assertThat(outlet.sent).containsExactly("v0", "v1", "v2", "a", "r", "v3", "v4");
    }

    @Test
    void it_says_when_the_next_packet_may_leave() {
        for (int i = 0; i < 5; i++) {
            pacer.video("v" + i, PACKET, 1, true, 0);
        }
        long next = pacer.nextNanos();

        pacer.drain(next - 1);
        assertThat(outlet.sent).hasSize(3);
        pacer.drain(next);
        assertThat(outlet.sent).hasSize(4);
    }

    @Test
    void a_new_target_counts_for_what_waits_already() {
        for (int i = 0; i < 20; i++) {
            pacer.video("v" + i, PACKET, 1, true, 0);
        }
        pacer.target(4_000_000, 0);

        drain(0, 20);

        assertThat(outlet.sent).hasSize(20);
    }

    @Test
    void video_that_waited_too_long_is_dropped_by_the_frame_until_a_keyframe_comes() {
        pacer.target(40_000, 0);
        for (int frame = 0; frame < 20; frame++) {
            pacer.video("f" + frame, PACKET, frame, false, frame * MILLI);
        }
        drain(0, 700);
        int sent = outlet.sent.size();
        assertThat(outlet.refreshes).isEqualTo(1);
        assertThat(outlet.discarded).hasSize(20 - sent);
        assertThat(pacer.queuedBytes()).isZero();

        pacer.video("d", PACKET, 21, false, 5000 * MILLI);
        assertThat(outlet.discarded).contains("d");
        pacer.video("k", PACKET, 22, true, 5000 * MILLI);
        pacer.video("e", PACKET, 23, false, 5000 * MILLI);
        assertThat(outlet.sent).contains("k").doesNotContain("d");
        assertThat(pacer.droppedFrames()).isEqualTo(20 - sent);
    }

    @Test
    void a_keyframe_that_waits_already_makes_another_needless() {
        pacer.target(40_000, 0);
        for (int frame = 0; frame < 10; frame++) {
            pacer.video("f" + frame, PACKET, frame, false, 0);
        }
        pacer.video("k", PACKET, 10, true, 500 * MILLI);
        pacer.drain(601 * MILLI);
        drain(601, 1100);

        assertThat(outlet.refreshes).isZero();
        assertThat(outlet.sent).contains("k");
    }

    @Test
    void a_full_queue_drops_the_frames_it_holds_and_the_rest_of_the_one_that_comes() {
        for (int i = 0; i < 600; i++) {
            pacer.video("k" + i, PACKET, 1, true, 0);
        }

        assertThat(outlet.refreshes).isEqualTo(1);
        assertThat(pacer.queuedBytes()).isZero();
        assertThat(outlet.sent.size() + outlet.discarded.size()).isEqualTo(600);
    }

    @Test
    void a_keyframe_worth_two_seconds_gets_through_with_what_follows() {
        int frame = 0;
        for (int i = 0; i < 100; i++) {
            pacer.video("k" + i, PACKET, frame, true, 0);
        }
        for (long now = 1; now < 5000; now++) {
            if (now % 33 == 0) {
                frame++;
                pacer.video("d" + frame, PACKET, frame, false, now * MILLI);
            }
            pacer.drain(now * MILLI);
        }

        assertThat(outlet.refreshes).isZero();
        assertThat(outlet.discarded).isEmpty();
        assertThat(pacer.queuedBytes()).isZero();
    }

    @Test
    void clearing_discards_all_that_waits() {
        for (int i = 0; i < 10; i++) {
            pacer.video("v" + i, PACKET, 1, true, 0);
            pacer.retransmission("r" + i, PACKET, 0);
        }
        pacer.clear();

        assertThat(outlet.sent.size() + outlet.discarded.size()).isEqualTo(20);
        assertThat(pacer.queuedBytes()).isZero();
    }

    private void drain(long fromMillis, long toMillis) {
        for (long now = fromMillis; now <= toMillis; now++) {
            pacer.drain(now * MILLI);
        }
    }

    private static final class Outlet implements Pacer.Outlet<String> {

        private final List<String> sent = new ArrayList<>();
        private final List<String> discarded = new ArrayList<>();
        private final List<Long> waits = new ArrayList<>();
        private long lastNanos;
        private int refreshes;

        @Override
        public void send(String entry, long nowNanos) {
            sent.add(entry);
            lastNanos = nowNanos;
            if (entry.startsWith("p")) {
                waits.add(nowNanos - Integer.parseInt(entry.substring(1)) * (20 * MILLI));
            }
        }

        @Override
        public void discard(String entry) {
            discarded.add(entry);
        }

        @Override
        public void refresh() {
            refreshes++;
        }
    }
}
