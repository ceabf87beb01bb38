package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Three spatial layers, of which one is to be shown. */
class SpatialFilterTest {

    private static final int SPATIALS = 3;

    private final SpatialFilter filter = new SpatialFilter();
    private int timestamp;
    private long sequence;

    @Test
    void of_a_keyframe_all_layers_below_pass_and_of_what_follows_the_own_only_where_each_stands_alone() {
        begin(1);

        assertThat(picture(true, true)).isEqualTo("110");
        assertThat(picture(false, true)).isEqualTo("010");
    }

    @Test
    void where_layers_build_on_each_other_all_below_pass() {
        begin(1);
        picture(true, false);

        assertThat(picture(false, false)).isEqualTo("110");
    }

    @Test
    void a_higher_layer_is_shown_from_a_keyframe_on() {
        begin(0);
        picture(true, false);
        picture(false, false);
        filter.want(2);

        assertThat(picture(false, false)).isEqualTo("100");
        assertThat(filter.needsKeyframe()).isTrue();
        assertThat(picture(true, false)).isEqualTo("111");
        assertThat(filter.needsKeyframe()).isFalse();
        assertThat(filter.shown()).isEqualTo(2);
    }

    @Test
    void a_lower_layer_on_which_the_higher_one_builds_is_shown_from_the_next_picture_on() {
        begin(2);
        picture(true, false);
        picture(false, false);
        filter.want(0);

        assertThat(filter.needsKeyframe()).isFalse();
        assertThat(picture(false, false)).isEqualTo("100");
    }

    @Test
    void a_lower_layer_that_stood_alone_and_was_left_out_needs_a_keyframe() {
        begin(2);
        picture(true, true);
        picture(false, true);
        filter.want(0);

        assertThat(filter.needsKeyframe()).isTrue();
        assertThat(picture(false, true)).isEqualTo("001");
        assertThat(picture(true, true)).isEqualTo("100");
    }

    @Test
    void right_after_a_keyframe_even_that_is_whole() {
        begin(2);
        picture(true, true);
        filter.want(0);

        assertThat(picture(false, true)).isEqualTo("100");
    }

    @Test
    void the_last_packet_of_the_layer_shown_ends_the_picture() {
        begin(1);
        picture(true, true);
        timestamp += Packets.PICTURE;

        assertThat(ends(0)).isFalse();
        assertThat(ends(1)).isTrue();
    }

    @Test
    void what_comes_late_goes_by_the_layer_of_its_time() {
        begin(2);
        picture(true, false);
        picture(false, false);
        int then = timestamp;
        filter.want(0);
        picture(false, false);

        assertThat(passes(then, false, 2, false)).isTrue();
        assertThat(passes(timestamp, false, 2, false)).isFalse();
    }

    @Test
    void streams_without_layers_pass_whole() {
        filter.want(2);
        MediaPacket packet = Packets.vp8(0, 1, 3000, true, true, 100);
        filter.begin(packet);

        assertThat(filter.passes(packet)).isTrue();
        packet.release();
    }

    private void begin(int spatial) {
        filter.want(spatial);
        MediaPacket keyframe = Packets.vp9(0, 0, true, 0, SPATIALS);
        filter.begin(keyframe);
        keyframe.release();
    }

    /** Which layers of the next picture pass, from the lowest on. */
    private String picture(boolean keyframe, boolean alone) {
        timestamp += Packets.PICTURE;
        StringBuilder passed = new StringBuilder();
        for (int spatial = 0; spatial < SPATIALS; spatial++) {
            passed.append(passes(timestamp, keyframe, spatial, alone) ? '1' : '0');
        }
        return passed.toString();
    }

    private boolean passes(int time, boolean keyframe, int spatial, boolean alone) {
        MediaPacket packet = Packets.vp9(sequence++, time, keyframe, spatial, SPATIALS, alone);
        try {
            return filter.passes(packet);
        } finally {
            packet.release();
        }
    }

    private boolean ends(int spatial) {
        MediaPacket packet = Packets.vp9(sequence++, timestamp, false, spatial, SPATIALS);
        try {
            return filter.endsPicture(packet);
        } finally {
            packet.release();
        }
    }
}
