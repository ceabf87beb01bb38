package live.weir.bridge.forward.receive;

import static live.weir.bridge.forward.receive.KeyframeRequester.Ask.FIR;
import static live.weir.bridge.forward.receive.KeyframeRequester.Ask.NOTHING;
import static live.weir.bridge.forward.receive.KeyframeRequester.Ask.PLI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyframeRequesterTest {

    private static final long MILLI = 1_000_000;

    private final KeyframeRequester requester = new KeyframeRequester(400 * MILLI, true);

    @Test
    void the_wishes_of_many_viewers_are_one_request() {
        assertThat(requester.request(0)).isEqualTo(PLI);
        for (int viewer = 0; viewer < 100; viewer++) {
            assertThat(requester.request(viewer * MILLI)).isEqualTo(NOTHING);
        }

        assertThat(requester.requested()).isEqualTo(101);
        assertThat(requester.sent()).isEqualTo(1);
    }

    @Test
    void a_wish_soon_after_a_keyframe_waits_for_its_turn() {
        requester.request(0);
        requester.keyframe();

        assertThat(requester.request(50 * MILLI)).isEqualTo(NOTHING);
        assertThat(requester.poll(399 * MILLI)).isEqualTo(NOTHING);
        assertThat(requester.poll(400 * MILLI)).isEqualTo(PLI);
    }

    @Test
    void a_keyframe_that_comes_meanwhile_serves_a_waiting_wish_too() {
        requester.request(0);
        requester.keyframe();
        requester.request(50 * MILLI);
        requester.keyframe();

        assertThat(requester.poll(1000 * MILLI)).isEqualTo(NOTHING);
        assertThat(requester.isWaiting()).isFalse();
    }

    @Test
    void it_repeats_ever_more_slowly_until_it_gives_up() {
        List<Long> times = new ArrayList<>();
        List<KeyframeRequester.Ask> asks = new ArrayList<>();
        asks.add(requester.request(0));
        for (long millis = 1; millis < 20_000; millis++) {
            KeyframeRequester.Ask ask = requester.poll(millis * MILLI);
            if (ask != NOTHING) {
                times.add(millis);
                asks.add(ask);
            }
        }

        assertThat(times).containsExactly(300L, 750L, 1425L, 2438L, 3957L);
        assertThat(asks).containsExactly(PLI, PLI, FIR, PLI, FIR, PLI);
        assertThat(requester.unanswered()).isEqualTo(1);
        assertThat(requester.request(20_000 * MILLI)).isEqualTo(PLI);
    }

    @Test
    void a_fir_keeps_its_number_while_one_wish_is_repeated() {
        requester.request(0);
        requester.poll(300 * MILLI);
        int number = requester.firSequence();
        requester.poll(1000 * MILLI);
        assertThat(requester.firSequence()).isEqualTo(number);

        requester.keyframe();
        requester.request(5000 * MILLI);
        assertThat(requester.firSequence()).isEqualTo(number + 1);
        assertThat(requester.answered()).isEqualTo(1);
    }

    @Test
    void a_peer_that_does_not_know_fir_gets_pli_only() {
        KeyframeRequester plain = new KeyframeRequester(400 * MILLI, false);
        plain.request(0);
        for (long millis = 1; millis < 5000; millis++) {
            assertThat(plain.poll(millis * MILLI)).isNotEqualTo(FIR);
        }
        assertThat(plain.sent()).isEqualTo(6);
    }
}
