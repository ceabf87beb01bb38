package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamTableTest {

    private static final int PICTURE = OnePublisher.PICTURE;

    private final OnePublisher publisher = new OnePublisher(1, "h", "m", "l");

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void layers_are_learnt_by_the_names_that_packets_bear() {
        publisher.send(PICTURE, 5, 100, "h", OnePublisher.KEYFRAME);
        publisher.send(PICTURE, 6, 200, "m", OnePublisher.KEYFRAME);
        publisher.send(PICTURE, 6, 201, null, OnePublisher.DELTA);

        assertThat(publisher.sequences()).containsExactly(200, 201);
        assertThat(publisher.ingress.statistics())
                .extracting(StreamStatistics::layer)
                .containsExactly(0, 0, 1);
    }

    @Test
    void layers_bear_the_names_that_their_publisher_gave_them() {
        publisher.send(PICTURE, 6, 200, "m", OnePublisher.KEYFRAME);

        assertThat(publisher.ingress.statistics())
                .extracting(stream -> stream.format().nameOf(stream.layer()))
                .containsExactly("0", "m");
    }

    @Test
    void a_layer_that_nobody_named_belongs_nowhere() {
        publisher.send(PICTURE, 5, 100, "x", OnePublisher.KEYFRAME);
        publisher.send(PICTURE, 5, 101, null, OnePublisher.KEYFRAME);

        assertThat(publisher.ingress.unbound()).isEqualTo(2);
    }

    @Test
    void what_is_sent_again_is_learnt_by_the_name_of_what_it_repairs() {
        publisher.send(PICTURE, 6, 200, "m", OnePublisher.KEYFRAME);
        publisher.send(PICTURE, 6, 202, null, OnePublisher.DELTA);
        publisher.send(OnePublisher.AGAIN, 60, 1, "m", OnePublisher.again(201, OnePublisher.DELTA));

        assertThat(publisher.sequences()).containsExactly(200, 202, 201);
    }

    @Test
    void a_publisher_that_changes_its_sources_again_and_again_stays_one_stream_in_bounded_room() {
        for (int i = 0; i < 500; i++) {
            publisher.now += OnePublisher.SECOND;
            publisher.send(PICTURE, 1000 + i, 100, "m", OnePublisher.KEYFRAME);
            publisher.send(OnePublisher.AGAIN, 5000 + i, 1, "m", OnePublisher.again(99, OnePublisher.DELTA));
        }

        assertThat(publisher.passed).hasSize(500);
        assertThat(publisher.sequences()).startsWith(100, 101, 102).endsWith(599);
        assertThat(publisher.ingress.statistics()).hasSize(2);
        assertThat(publisher.ingress.knownSources()).isLessThanOrEqualTo(64);
    }
}
