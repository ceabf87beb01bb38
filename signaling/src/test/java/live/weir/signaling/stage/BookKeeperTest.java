package live.weir.signaling.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.BroadcastBook.Cause;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class BookKeeperTest {

    private static final Broadcast BROADCAST =
            new Broadcast(new UUID(1, 1), new ChannelCard("c", "ada", "Ada paints"), new Lease("c", 1), Instant.EPOCH);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Cluster cluster = new Cluster();
    private final BookKeeper keeper = new BookKeeper(cluster.node(), BROADCAST, new Mailbox(time), StageMeters.NONE);

    private static BookKeeper.Telling viewers(int count) {
        return new BookKeeper.Telling(count, count, count, List.of());
    }

    private List<String> written() {
        return cluster.book().stream().map(Cluster.Entry::what).toList();
    }

    @Test
    void a_broadcast_is_written_in_its_order() {
        keeper.begin();
        keeper.tell(viewers(1));
        keeper.end(Instant.EPOCH, Cause.HOST);
        time.advanceTime();

        assertThat(written()).containsExactly("began", "tell", "ended");
        assertThat(keeper.isOver()).isTrue();
    }

    @Test
    void of_what_could_not_be_told_only_the_newest_is() {
        cluster.bookFails = true;
        keeper.begin();
        for (int i = 0; i < 100; i++) {
            keeper.tell(viewers(i));
            time.advanceTimeBy(Duration.ofSeconds(1));
        }
        cluster.bookFails = false;
        time.advanceTimeBy(Duration.ofSeconds(30));

        assertThat(written()).containsExactly("began", "tell");
        assertThat(cluster.book().get(1).more()).isEqualTo(List.of(99, 99, 99L, List.of()));
    }

    @Test
    void a_book_that_never_comes_back_is_given_up() {
        cluster.bookFails = true;
        keeper.begin();
        keeper.end(Instant.EPOCH, Cause.GRACE_OVER);
        time.advanceTimeBy(Duration.ofMinutes(40));

        assertThat(keeper.isOver()).isTrue();
        cluster.bookFails = false;
        time.advanceTimeBy(Duration.ofMinutes(40));
        assertThat(written()).isEmpty();
    }

    @Test
    void whoever_lost_the_stage_writes_no_more() {
        keeper.begin();
        time.advanceTime();
        keeper.stop();
        keeper.tell(viewers(1));
        keeper.end(Instant.EPOCH, Cause.HOST);
        time.advanceTimeBy(Duration.ofMinutes(1));

        assertThat(written()).containsExactly("began");
    }
}
