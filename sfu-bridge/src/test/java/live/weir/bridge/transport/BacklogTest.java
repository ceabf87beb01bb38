package live.weir.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final int AT_ONCE = 32;

    private final Backlog backlog = new Backlog(AT_ONCE);

    @Test
    void who_reads_all_that_comes_is_not_behind() {
        backlog.read(31, 1_000);
        assertThat(backlog.nanos(5_000)).isZero();
    }

    @Test
    void it_counts_from_the_first_reading_that_left_something() {
        backlog.read(32, 1_000);
        backlog.read(32, 2_000);
        assertThat(backlog.nanos(2_500)).isEqualTo(1_500);
    }

    @Test
    void it_grows_while_nobody_reads_at_all() {
        backlog.read(32, 1_000);
        assertThat(backlog.nanos(900_000)).isEqualTo(899_000);
    }

    @Test
    void it_is_over_with_the_first_reading_that_leaves_nothing_and_begins_anew() {
        backlog.read(32, 1_000);
        backlog.read(5, 2_000);
        assertThat(backlog.nanos(3_000)).isZero();
        backlog.read(40, 4_000);
        assertThat(backlog.nanos(4_100)).isEqualTo(100);
    }

    /** The loop is held up while more comes than it reads at a time: it stays behind until it has read all of it. */
    @Test
    void a_port_that_does_not_keep_up_says_so_until_it_does() throws Exception {
        try (MediaPort port =
                        MediaPort.open(MediaPortSettings.defaults().withPort(0).withEventLoops(1));
                DatagramSocket socket = new DatagramSocket()) {
            AtomicBoolean held = new AtomicBoolean(true);
            AtomicBoolean seen = new AtomicBoolean();
            assertThat(port.behindNanos()).isZero();
            port.loops().first().execute(() -> {
                while (held.get()) {
                    held.get(); // computing: BlockHound has it that even Thread.onSpinWait waits
                }
                watch(port, seen);
            });
            for (int packet = 0; packet < 20 * AT_ONCE; packet++) {
                byte[] unlike = {(byte) 0xff};
                socket.send(new DatagramPacket(unlike, 1, InetAddress.getLoopbackAddress(), port.port()));
            }
            held.set(false);

            Patience.until(seen::get);
            Patience.until(() -> port.behindNanos() == 0);
        }
    }

    /** On the loop, between its readings. */
    private static void watch(MediaPort port, AtomicBoolean seen) {
        if (port.behindNanos() > 0) {
            seen.set(true);
        } else if (!seen.get()) {
            port.loops().first().execute(() -> watch(port, seen));
        }
    }
}
