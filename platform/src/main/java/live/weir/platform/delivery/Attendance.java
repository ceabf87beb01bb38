package live.weir.platform.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import live.weir.platform.identity.ChannelId;

/**
 * Who asked this node for a channel's media, in rounds.
 *
 * <pre>
 *   before ··│  round  │  round  │  round  │ this one, noted into
 *            └── these three are present ──┘
 * </pre>
 *
 * <p>Sets, and no sketch: what goes to Redis are the marks themselves, and the node's own count is exact. A mark takes 16 to 32
 * bytes of a round, of which four are held, and again while a round ends: at the bound that is about 32 MB.
 */
final class Attendance {

    /** Viewers in a round, of all channels together: more than one node has sockets for. */
    static final int MOST = 250_000;

    /**
     * With rounds of five seconds: whoever asked within fifteen. Players ask for a playlist or a segment every two seconds at the
     * least; the longest that one waits is a reload that is blocked for three segments and then told to come back, twice.
     */
    static final int PRESENT = 3;

    private final int most;
    private final Deque<Round> past = new ArrayDeque<>();
    private final LongAdder uncounted = new LongAdder();
    private volatile Round now = new Round(Map.of());

    Attendance() {
        this(MOST);
    }

    Attendance(int most) {
        this.most = most;
    }

    /** @param expected how many came in the round before, so that sets need not grow while events wait */
    private record Round(Map<ChannelId, Integer> expected, Map<ChannelId, MarkSet> crowds, AtomicInteger noted) {

        Round(Map<ChannelId, Integer> expected) {
            this(expected, new ConcurrentHashMap<>(), new AtomicInteger());
        }

        MarkSet crowd(ChannelId channel) {
            MarkSet known = crowds.get(channel);
            return known != null
                    ? known
                    : crowds.computeIfAbsent(channel, id -> new MarkSet(expected.getOrDefault(id, 0)));
        }

        Round next() {
            Map<ChannelId, Integer> sizes = new HashMap<>();
            crowds.forEach((channel, crowd) -> sizes.put(channel, crowd.size()));
            return new Round(sizes);
        }
    }

    /** On any thread, many times a second. */
    void note(ChannelId channel, long mark) {
        Round round = now;
        MarkSet crowd = round.crowd(channel);
        if (crowd.contains(mark)) {
            return;
        }
        if (round.noted().get() >= most) {
            uncounted.increment();
        } else if (crowd.add(mark)) {
            round.noted().incrementAndGet();
        }
    }

    /**
     * What there is at the end of a round.
     *
     * @param newest who was there in the round that has ended
     * @param present how many were in the latest ones
     */
    record Count(Map<ChannelId, MarkSet> newest, Map<ChannelId, Long> present) {}

    /** Ends a round. */
    synchronized Count turn() {
        Round full = now;
        now = full.next();
        past.addLast(full);
        if (past.size() > PRESENT) {
            past.removeFirst();
        }
        Set<ChannelId> channels = new HashSet<>();
        past.forEach(round -> channels.addAll(round.crowds().keySet()));
        Map<ChannelId, Long> present = new HashMap<>();
        channels.forEach(channel -> present.put(channel, present(channel)));
        return new Count(full.crowds(), present);
    }

    private long present(ChannelId channel) {
        MarkSet all = new MarkSet(0);
        for (Round round : past) {
            MarkSet crowd = round.crowds().get(channel);
            if (crowd != null) {
                crowd.forEach(all::add);
            }
        }
        return all.size();
    }

    /** Whoever is here has other marks from now on. */
    synchronized void clear() {
        past.clear();
        now = now.next();
    }

    /** Requests of viewers for whom there was no room. */
    long uncounted() {
        return uncounted.sum();
    }
}
