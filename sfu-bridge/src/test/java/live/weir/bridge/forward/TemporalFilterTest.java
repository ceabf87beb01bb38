package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemporalFilterTest {

    private final TemporalFilter filter = new TemporalFilter();

    @Test
    void all_passes_until_less_is_wanted() {
        filter.begin(picture(0, 0, false));

        assertThat(filter.passes(picture(1, 2, false))).isTrue();
        assertThat(filter.passes(picture(2, 1, false))).isTrue();
    }

    @Test
    void less_begins_with_the_next_picture_and_not_amid_one() {
        filter.begin(picture(0, 0, false));
        filter.passes(picture(1, 2, false));
        filter.want(0);

        assertThat(filter.passes(picture(1, 2, false))).isTrue();
        assertThat(filter.passes(picture(2, 1, false))).isFalse();
        assertThat(filter.passes(picture(3, 0, false))).isTrue();
    }

    @Test
    void late_packets_go_by_what_counted_when_their_picture_came() {
        filter.begin(picture(0, 0, false));
        filter.want(0);
        filter.passes(picture(4, 0, false));

        assertThat(filter.passes(picture(3, 2, false))).isTrue();
        assertThat(filter.passes(picture(5, 2, false))).isFalse();
    }

    @Test
    void more_begins_only_where_a_picture_needs_none_that_was_left_out() {
        filter.want(0);
        filter.begin(picture(0, 0, false));
        filter.want(2);

        assertThat(filter.passes(picture(1, 1, false))).isFalse();
        assertThat(filter.passes(picture(2, 2, true))).isFalse();
        assertThat(filter.passes(picture(3, 1, true))).isTrue();
        assertThat(filter.passes(picture(4, 2, false))).isFalse();
        assertThat(filter.passes(picture(5, 2, true))).isTrue();
    }

    @Test
    void a_keyframe_brings_all_that_is_wanted() {
        filter.want(0);
        filter.begin(picture(0, 0, false));
        filter.want(TemporalFilter.ALL);
        MediaPacket keyframe = picture(1, 0, false);
        keyframe.startsKeyframe = true;
        filter.passes(keyframe);

        assertThat(filter.passes(picture(2, 2, false))).isTrue();
    }

    @Test
    void times_may_wrap() {
        MediaPacket first = picture(0, 0, false);
        first.timestamp = -1;
        filter.begin(first);
        filter.want(0);

        assertThat(filter.passes(picture(1, 1, false))).isFalse();
    }

    private static MediaPacket picture(int number, int temporal, boolean sync) {
        MediaPacket packet = Packets.packet(number);
        packet.timestamp = number * Packets.PICTURE;
        packet.temporal = temporal;
        packet.layerSync = sync;
        return packet;
    }
}
