package live.weir.platform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import live.weir.platform.identity.ChannelId;
import org.junit.jupiter.api.Test;

class AttendanceTest {

    private final ChannelId river = ChannelId.next();
    private final ChannelId lake = ChannelId.next();
    private final SplittableRandom marks = new SplittableRandom(7);

    @Test
    void whoever_asks_again_and_again_is_one_viewer_of_each_channel() {
        Attendance attendance = new Attendance();
        for (int request = 0; request < 100; request++) {
            attendance.note(river, 11);
            attendance.note(river, -12);
            attendance.note(lake, 11);
        }
        Attendance.Count count = attendance.turn();
        assertThat(count.present()).isEqualTo(Map.of(river, 2L, lake, 1L));
        assertThat(newest(count)).containsExactlyInAnyOrder(11L, -12L);
    }

    @Test
    void who_asks_no_more_is_present_for_three_rounds_and_who_goes_on_is_counted_once() {
        Attendance attendance = new Attendance();
        attendance.note(river, 1);
        attendance.note(river, 2);
        assertThat(attendance.turn().present()).isEqualTo(Map.of(river, 2L));
        attendance.note(river, 2);
        assertThat(attendance.turn().present()).isEqualTo(Map.of(river, 2L));
        attendance.note(river, 2);
        assertThat(attendance.turn().present()).isEqualTo(Map.of(river, 2L));
        attendance.note(river, 2);
        assertThat(attendance.turn().present()).isEqualTo(Map.of(river, 1L));
        attendance.turn();
        attendance.turn();
        assertThat(attendance.turn().present()).isEmpty();
    }

    @Test
    void nobody_is_there_when_marks_have_become_others() {
        Attendance attendance = new Attendance();
        attendance.note(river, 1);
        attendance.turn();
        attendance.note(river, 2);
        attendance.clear();
        assertThat(attendance.turn().present()).isEmpty();
    }

    @Test
    void what_is_past_the_bound_is_told_and_not_kept() {
        Attendance attendance = new Attendance(1_000);
        for (int viewer = 0; viewer < 1_200; viewer++) {
            attendance.note(viewer % 2 == 0 ? river : lake, marks.nextLong() | 1);
        }
        assertThat(attendance.turn().present()).isEqualTo(Map.of(river, 500L, lake, 500L));
        assertThat(attendance.uncounted()).isEqualTo(200);
    }

    @Test
    void nobody_is_lost_while_many_loops_note_and_the_sets_grow() throws Exception {
        Attendance attendance = new Attendance();
        Set<Long> crowd = new HashSet<>();
        while (crowd.size() < 20_000) {
            crowd.add(marks.nextLong() | 1);
        }
        ExecutorService loops = Executors.newFixedThreadPool(4);
        CountDownLatch together = new CountDownLatch(4);
        Callable<Boolean> noting = () -> {
            together.countDown();
            together.await();
            crowd.forEach(mark -> attendance.note(river, mark));
            return true;
        };
        for (Future<Boolean> one : loops.invokeAll(Collections.nCopies(4, noting))) {
            assertThat(one.get()).isTrue();
        }
        loops.shutdown();
        Attendance.Count count = attendance.turn();
        assertThat(newest(count)).isEqualTo(crowd);
        assertThat(count.present()).isEqualTo(Map.of(river, 20_000L));
    }

    private Set<Long> newest(Attendance.Count count) {
        Set<Long> noted = new HashSet<>();
        Objects.requireNonNull(count.newest().get(river)).forEach(noted::add);
        return noted;
    }
}
