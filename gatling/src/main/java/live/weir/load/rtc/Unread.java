package live.weir.load.rtc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What waits in this generator's sockets to be read, as the kernel counts it (packets with their frames). A loop that reads late
 * looks punctual to itself, and every picture is late by what waited.
 *
 * @param bytes in all sockets
 * @param most in one socket
 * @param fullest that socket's port; 0 where nothing waits
 * @param dropped by the kernel since the sockets were opened, because one was full
 */
public record Unread(long bytes, long most, int fullest, long dropped) {

    static final Unread NOTHING = new Unread(0, 0, 0, 0);

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL = 1;
    private static final int QUEUES = 4;
    private static final int HEX = 16;

    /** Of those ports; blocks for as long as the kernel takes to write its tables. Nothing where there are none. */
    static Unread of(Set<Integer> ports) {
        Unread all = NOTHING;
        for (Path table : TABLES) {
            all = all.and(in(table, ports));
        }
        return all;
    }

    private static Unread in(Path table, Set<Integer> ports) {
        try (Stream<String> lines = Files.lines(table)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(row -> ports.contains(port(row)))
                    .map(Unread::ofRow)
                    .reduce(NOTHING, Unread::and);
        } catch (IOException | UncheckedIOException notThere) {
            return NOTHING; // not Linux, or one of the two protocols is switched off
        }
    }

    private static int port(String[] row) {
        return Integer.parseInt(row[LOCAL].substring(row[LOCAL].lastIndexOf(':') + 1), HEX);
    }

    private static Unread ofRow(String[] row) {
        long waiting = Long.parseLong(row[QUEUES].substring(row[QUEUES].indexOf(':') + 1), HEX);
        return new Unread(waiting, waiting, waiting == 0 ? 0 : port(row), Long.parseLong(row[row.length - 1]));
    }

    private Unread and(Unread other) {
        Unread fuller = other.most > most ? other : this;
        return new Unread(bytes + other.bytes, fuller.most, fuller.fullest, dropped + other.dropped);
    }
}
