package live.weir.bridge.transcode.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundRingTest {

    private static final int PACKET = 960;

    private final SoundRing ring = new SoundRing();
    private final float[] left = new float[Mixer.BLOCK];
    private final float[] right = new float[Mixer.BLOCK];
    private long mixed = 1_000_000;

    private void write(long at, float value) {
        float[] samples = new float[PACKET];
        Arrays.fill(samples, value);
        ring.write(at, samples, samples, PACKET);
    }

    private float[] mix() {
        Arrays.fill(left, 0);
        ring.mixInto(mixed, left, right, Mixer.BLOCK, true);
        mixed += Mixer.BLOCK;
        return left;
    }

    @Test
    void packets_whose_times_tremble_follow_each_other_without_a_seam() {
        mix();
        long start = mixed;
        for (int packet = 0; packet < 10; packet++) {
            write(start + (long) packet * PACKET + (packet % 2 == 0 ? 0 : 300), 0.5f);
        }
        for (int block = 0; block < 9; block++) {
            assertThat(mix()).containsOnly(0.5f);
        }
        assertThat(ring.extra()).isZero();
    }

    @Test
    void who_comes_late_is_heard_later_as_a_whole() {
        mix();
        write(mixed - 2_000, 0.5f);
        assertThat(ring.extra()).isBetween(2_000L, 3_000L);
        mix();
        assertThat(left[Mixer.BLOCK - 1]).isEqualTo(0.5f);
    }

    @Test
    void what_is_ages_old_or_not_due_for_ages_is_left_out() {
        mix();
        write(mixed - 100_000, 0.5f);
        write(mixed + 200_000, 0.5f);
        assertThat(mix()).containsOnly(0);
        assertThat(ring.tooLate()).isEqualTo(2);
        assertThat(ring.extra()).isZero();
    }

    @Test
    void a_sum_that_would_clip_is_held_down() {
        Limiter limiter = new Limiter();
        float[] loud = new float[Mixer.BLOCK];
        Arrays.fill(loud, 1.8f);
        limiter.limit(loud, loud.clone(), loud.length);
        for (float value : loud) {
            assertThat(value).isBetween(0.5f, 0.9f);
        }
        assertThat(limiter.held()).isEqualTo(1);
    }
}
