package live.weir.bridge.contract;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionStatistics.TrackStatistics;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the embedded engine does at its bounds, and what it calls things. */
class EmbeddedLimitsTest {

    private final MediaEngine engine = new EmbeddedEngineFactory()
            .port(0)
            .bind(List.of(InetAddress.getLoopbackAddress()))
            .eventLoops(1)
            .maxPeers(2)
            .open();

    private final Theatre theatre = new Theatre(engine);

    @AfterEach
    void close() {
        theatre.close();
        done(engine.close());
    }

    @Test
    void a_full_port_refuses_another_client_until_one_leaves() throws Exception {
        Performer performer = Performer.single();
        theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession watching = theatre.watch(watcher);
        String offer = new Watcher(1, 1).offer();

        assertThatThrownBy(() -> now(theatre.stage().view(offer, ViewChoice.everything())))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.OVERLOADED));
        assertThat(engine.load().viewers()).isEqualTo(1);
        eventually(() -> assertThat(watcher.picture(0).count()).isPositive());

        done(watching.close());
        watcher.vanish();
        eventually(() -> done(admitted(offer).close()));
    }

    private ViewSession admitted(String offer) {
        try {
            return now(theatre.stage().view(offer, ViewChoice.everything()));
        } catch (MediaException full) {
            throw new AssertionError(full);
        }
    }

    @Test
    void layers_are_told_by_the_names_that_their_publisher_gave_them() throws Exception {
        Performer performer = Performer.simulcast("high", "mid", "low");
        PublishSession publishing = theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession watching = theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(10));

        assertThat(layers(now(publishing.statistics()).tracks())).contains("high", "mid", "low");
        assertThat(layers(now(watching.statistics()).tracks())).containsAnyOf("high", "mid", "low");
    }

    private static List<String> layers(List<TrackStatistics> tracks) {
        return tracks.stream().map(TrackStatistics::layer).toList();
    }
}
