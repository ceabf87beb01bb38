package live.weir.platform.program;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import live.weir.platform.channel.HlsReach.Hls;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What two nodes know of one another's HLS. */
@WeirTest
class HlsBoardTest {

    private static final Hls HERE = new Hls("/hls/ada/index.m3u8", null, null);
    private static final Hls THERE = new Hls("/hls/ada/index.m3u8", "/hls/ada/picture.jpg", null);

    private final ChannelId channel = new ChannelId(UUID.randomUUID());
    private final Redis redis;
    private final JsonMapper json;
    private final HlsBoard one;
    private final HlsBoard two;

    @Autowired
    HlsBoardTest(Redis redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
        this.one = board(Clock.systemUTC());
        this.two = board(Clock.systemUTC());
    }

    private HlsBoard board(Clock clock) {
        return new HlsBoard(redis, json, clock);
    }

    private Hls seenBy(HlsBoard board) {
        return now(board.among(List.of(channel))).getOrDefault(channel, Hls.NONE);
    }

    @Test
    void every_node_knows_what_one_of_them_tells_until_it_is_forgotten() {
        assertThat(seenBy(two)).isEqualTo(Hls.NONE);
        done(one.tell(channel, 1, HERE));
        assertThat(seenBy(two)).isEqualTo(HERE);
        done(one.forget(channel));
        assertThat(seenBy(two)).isEqualTo(Hls.NONE);
    }

    @Test
    void the_next_owner_is_believed_and_the_one_before_takes_nothing_back() {
        done(one.tell(channel, 1, HERE));
        done(two.tell(channel, 2, THERE));
        assertThat(seenBy(one)).isEqualTo(THERE);
        done(one.forget(channel));
        assertThat(seenBy(two)).isEqualTo(THERE);
        assertThat(seenBy(one)).isEqualTo(THERE);
    }

    @Test
    void a_node_that_died_is_forgotten_after_a_minute() {
        done(one.tell(channel, 1, HERE));
        HlsBoard later = board(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61)));
        assertThat(seenBy(later)).isEqualTo(Hls.NONE);
    }
}
