package live.weir.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AuditLog log = new AuditLog(Clock.systemUTC(), meters);

    @Test
    void what_does_not_fit_any_more_is_dropped_and_counted() {
        for (int i = 0; i < AuditLog.MOST + 7; i++) {
            log.record("signed-in", "someone", "someone", "192.0.2.1", "");
        }

        assertThat(meters.counter("weir.audit.dropped").count()).isEqualTo(7);
        assertThat(meters.get("weir.audit.waiting").gauge().value()).isEqualTo(AuditLog.MOST);
    }

    @Test
    void entries_count_as_waiting_until_they_are_written() {
        log.record("signed-in", "someone", "someone", "192.0.2.1", "");

        assertThat(log.take(10)).hasSize(1);
        assertThat(meters.get("weir.audit.waiting").gauge().value()).isEqualTo(1);
        log.written(1);
        assertThat(meters.get("weir.audit.waiting").gauge().value()).isZero();
        assertThat(log.take(10)).isEmpty();
    }

    @Test
    void what_people_typed_is_cut_between_characters_and_made_storable() {
        log.record("sign-in-refused", "\uD83D\uDE80".repeat(300), "a\u0000b", "192.0.2.1", "");

        AuditEvent event = log.take(1).get(0);
        assertThat(event.actor()).isEqualTo("\uD83D\uDE80".repeat(200));
        assertThat(event.subject()).isEqualTo("a b");
    }
}
