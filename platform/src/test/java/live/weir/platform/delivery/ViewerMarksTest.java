package live.weir.platform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import live.weir.platform.identity.ChannelId;
import org.junit.jupiter.api.Test;

class ViewerMarksTest {

    private static final byte[] SECRET = "a secret of all nodes".getBytes(StandardCharsets.UTF_8);

    private final ViewerMarks marks = new ViewerMarks();
    private final ChannelId river = ChannelId.next();

    private long mark(String address, String agent) throws Exception {
        return marks.of(river, "m1x2", InetAddress.getByName(address), agent);
    }

    /** The vector for eight bytes, 0 to 7, of SipHash's authors. */
    @Test
    void the_hash_is_siphash() {
        long hash = new ViewerMarks.Sip(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)
                .word(0x0706050403020100L)
                .end(1);
        assertThat(hash).isEqualTo(0x93f5f5799a932462L);
    }

    @Test
    void a_viewer_is_known_again_by_address_and_player_and_nobody_else_is_taken_for_him() throws Exception {
        Set<Long> all = new HashSet<>();
        all.add(mark("192.0.2.1", "AppleCoreMedia"));
        all.add(mark("192.0.2.1", "AppleCoreMedia"));
        assertThat(all).hasSize(1);
        all.add(mark("192.0.2.2", "AppleCoreMedia"));
        all.add(mark("192.0.2.1", "ExoPlayerLib"));
        all.add(marks.of(river, "m1x2", InetAddress.getByName("192.0.2.1"), null));
        all.add(mark("2001:db8::1", "AppleCoreMedia"));
        all.add(mark("2001:db8:0:1::1", "AppleCoreMedia"));
        assertThat(all).hasSize(6);
    }

    @Test
    void a_device_that_changes_its_address_within_its_network_stays_who_it_is() throws Exception {
        assertThat(mark("2001:db8:1:2:aaaa::1", "hls.js")).isEqualTo(mark("2001:db8:1:2:bbbb::9", "hls.js"));
        assertThat(mark("::ffff:192.0.2.1", "hls.js")).isEqualTo(mark("192.0.2.1", "hls.js"));
    }

    @Test
    void nobody_is_known_again_on_another_channel_or_in_the_next_broadcast() throws Exception {
        InetAddress address = InetAddress.getByName("192.0.2.1");
        assertThat(marks.of(river, "m1x2", address, "hls.js"))
                .isNotEqualTo(marks.of(river, "m1x3", address, "hls.js"))
                .isNotEqualTo(marks.of(ChannelId.next(), "m1x2", address, "hls.js"));
    }

    @Test
    void nodes_agree_by_their_secret_and_without_it_marks_tell_nothing() throws Exception {
        ViewerMarks other = new ViewerMarks();
        InetAddress address = InetAddress.getByName("192.0.2.1");
        assertThat(other.of(river, "m1x2", address, "hls.js")).isNotEqualTo(mark("192.0.2.1", "hls.js"));

        assertThat(marks.useSecret(SECRET)).isTrue();
        assertThat(other.useSecret(SECRET.clone())).isTrue();

        assertThat(other.of(river, "m1x2", address, "hls.js")).isEqualTo(mark("192.0.2.1", "hls.js"));
        assertThat(marks.useSecret(SECRET)).isFalse();
    }

    @Test
    void one_address_is_a_crowd_of_bounded_size_whatever_it_calls_itself() throws Exception {
        Set<Long> all = new HashSet<>();
        for (int invented = 0; invented < 10_000; invented++) {
            all.add(mark("192.0.2.1", "player/" + invented));
        }
        assertThat(all).hasSizeLessThanOrEqualTo(ViewerMarks.KINDS).hasSizeGreaterThan(ViewerMarks.KINDS / 2);
    }
}
