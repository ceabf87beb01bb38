package live.weir.platform.chat.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.Person;
import live.weir.platform.chat.protocol.ServerMessage.Role;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import live.weir.platform.chat.room.Provisions.Timer;
import org.junit.jupiter.api.Test;

/** What a room says by itself, on two nodes that hear the same and have one clock. */
class TimersTest {

    private static final Person KIM = new Person("u1", "kim", "Kim", Role.VIEWER);
    private static final Person BOT = new Person("b1", "bot-b", "B", Role.BOT);

    private final List<Timer> set = new ArrayList<>(List.of(new Timer("rules", 10, "Be kind.")));
    private final List<SystemEvent> told = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private Instant now = Instant.parse("2026-11-21T10:00:01Z");
    private boolean onAir = true;
    private int asked;
    private final List<Timers> nodes = new ArrayList<>();

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    /** The log takes the same name once, and tells every node. */
    private final class Town implements Timers.Surroundings {

        @Override
        public List<Timer> timers() {
            return set;
        }

        @Override
        public void ifOnAir(Runnable then) {
            asked++;
            if (onAir) {
                then.run();
            }
        }

        @Override
        public void tell(SystemEvent event, String once) {
            if (known.add(once)) {
                told.add(event);
                hear(event);
            }
        }
    }

    private void hear(Event event) {
        nodes.forEach(node -> node.happened(event));
    }

    private void open(int count) {
        for (int i = 0; i < count; i++) {
            nodes.add(new Timers(new Town(), clock));
        }
        look();
    }

    private void look() {
        nodes.forEach(Timers::look);
    }

    private void talk(Person who, int messages) {
        for (int i = 0; i < messages; i++) {
            hear(new Message(1, "m" + i, who, "Hello", now, null, null, false, false));
        }
    }

    private void pass(Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end); now = now.plusSeconds(3)) {
            look();
        }
        look();
    }

    @Test
    void it_is_said_once_by_whichever_node_and_again_when_its_time_has_come_and_people_talked() {
        open(2);
        talk(KIM, 20);
        pass(Duration.ofMinutes(9));
        assertThat(told).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(told).hasSize(1);
        assertThat(told.get(0).text()).isEqualTo("Be kind.");

        pass(Duration.ofMinutes(30));
        assertThat(told).as("nobody talks").hasSize(1);
        talk(KIM, Timers.LEAST_TALK);
        pass(Duration.ofSeconds(3));
        assertThat(told).hasSize(2);
        talk(KIM, Timers.LEAST_TALK);
        pass(Duration.ofMinutes(9));
        assertThat(told).as("never sooner than its minutes").hasSize(2);
        pass(Duration.ofMinutes(11));
        assertThat(told).hasSize(3);
    }

    @Test
    void bots_are_not_people_who_talk() {
        open(1);
        talk(BOT, 100);
        pass(Duration.ofMinutes(25));
        assertThat(told).isEmpty();
    }

    @Test
    void off_the_air_it_is_silent_and_does_not_ask_all_the_time() {
        onAir = false;
        open(1);
        talk(KIM, 20);
        pass(Duration.ofMinutes(20));
        assertThat(told).isEmpty();
        assertThat(asked).isBetween(1, 21);
        onAir = true;
        pass(Duration.ofMinutes(1));
        assertThat(told).hasSize(1);
    }

    @Test
    void what_is_taken_away_is_said_no_more_and_what_is_new_waits_for_its_time() {
        open(1);
        set.clear();
        talk(KIM, 20);
        pass(Duration.ofMinutes(20));
        assertThat(told).isEmpty();
        set.add(new Timer("news", 1, "New!"));
        pass(Duration.ofSeconds(3));
        assertThat(told).isEmpty();
        talk(KIM, 20);
        pass(Duration.ofMinutes(2));
        assertThat(told).extracting(SystemEvent::text).containsExactly("New!");
    }
}
