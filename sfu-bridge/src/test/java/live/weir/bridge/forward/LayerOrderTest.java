package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.weir.bridge.rtp.Codec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LayerOrderTest {

    @Test
    void layers_are_ranked_by_the_heights_of_their_pictures() {
        assertThat(ranks(180, 360, 720)).containsExactly(0, 1, 2);
        assertThat(ranks(720, 360, 180)).containsExactly(2, 1, 0);
    }

    @Test
    void until_a_height_is_known_the_first_listed_counts_as_the_tallest() {
        assertThat(ranks(0, 0, 0)).containsExactly(2, 1, 0);
    }

    @Test
    void an_unknown_height_between_two_others_does_not_keep_them_in_the_wrong_order() {
        int[] ranks = ranks(180, 0, 720);
        assertThat(ranks[2]).isGreaterThan(ranks[0]);
    }

    @Test
    void the_highest_within_a_height_is_the_lowest_if_all_are_taller() {
        assertThat(order(180, 360, 720).highestWithin(400)).isEqualTo(1);
        assertThat(order(180, 360, 720).highestWithin(100)).isZero();
        assertThat(order(180, 360, 720).highestWithin(0)).isEqualTo(2);
    }

    private static int[] ranks(int... heights) {
        LayerOrder order = order(heights);
        return new int[] {order.rank(0), order.rank(1), order.rank(2)};
    }

    private static LayerOrder order(int... heights) {
        TrackFormat format = new TrackFormat(
                "1",
                Codec.named("VP8").orElseThrow(),
                90_000,
                List.of("h", "m", "l", "x").subList(0, heights.length));
        return LayerOrder.of(new PublishedTrack(
                format, io.netty.util.concurrent.ImmediateEventExecutor.INSTANCE, new Heights(heights)));
    }

    private static final class Heights implements PublishedTrack.Publisher {

        private final int[] heights;

        Heights(int[] heights) {
            this.heights = heights;
        }

        @Override
        public void requestKeyframe(int layer) {}

        @Override
        public @Nullable ClockPoint clock(int layer) {
            return null;
        }

        @Override
        public long bitrate(int layer) {
            return 1;
        }

        @Override
        public Scalability scalability(int layer) {
            return Scalability.UNKNOWN;
        }

        @Override
        public int width(int layer) {
            return height(layer) * 16 / 9;
        }

        @Override
        public int height(int layer) {
            return heights[layer];
        }
    }
}
