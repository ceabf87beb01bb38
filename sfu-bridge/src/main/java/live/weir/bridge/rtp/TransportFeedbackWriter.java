package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.put16;
import static live.weir.bridge.rtp.BigEndian.put24;
import static live.weir.bridge.rtp.BigEndian.put8;

/**
 * Packs arrival times into the body of a transport-wide feedback packet (the layout that {@link TransportFeedback} reads).
 * First {@code plan} takes as many as fit, then {@code write} puts them down.
 */
public final class TransportFeedbackWriter {

    /** Stands for the arrival time of a packet that did not arrive. */
    public static final long LOST = Long.MIN_VALUE;

    /** Half a second of 1,000 packets a second: more is told in a further packet. */
    static final int MOST_STATUSES = 512;

    private static final int LONG_VECTOR = 14;
    private static final int SHORT_VECTOR = 7;
    private static final int CHUNK = 2;

    private final byte[] symbols = new byte[MOST_STATUSES];
    private final short[] deltas = new short[MOST_STATUSES];
    private int count;
    private int deltaBytes;
    private int chunkBytes;
    private long reference;

    /**
     * How many of the statuses one packet takes whose chunks and deltas fit into {@code room}; the rest wants a packet of its
     * own, as does whatever came 8 s before or after the one before it.
     */
    int plan(long[] arrivals, int from, int wanted, int room) {
        count = 0;
        deltaBytes = 0;
        reference = Math.floorDiv(firstTick(arrivals, from, wanted), TransportFeedback.REFERENCE_TICKS);
        long last = reference * TransportFeedback.REFERENCE_TICKS;
        int most = Math.min(wanted, MOST_STATUSES);
        while (count < most) {
            long arrival = arrivals[from + count];
            long delta = arrival == LOST ? 0 : tick(arrival) - last;
            if (delta != (short) delta || lengthWith(symbol(arrival, delta)) > room) {
                break;
            }
            last += delta;
            add(symbol(arrival, delta), (short) delta);
        }
        chunkBytes = countChunks() * CHUNK;
        return count;
    }

    private static long firstTick(long[] arrivals, int from, int wanted) {
        for (int i = from; i < from + wanted; i++) {
            if (arrivals[i] != LOST) {
                return tick(arrivals[i]);
            }
        }
        return 0;
    }

    private static long tick(long micros) {
        return Math.floorDiv(micros, TransportFeedback.TICK_MICROS);
    }

    private static int symbol(long arrival, long delta) {
        if (arrival == LOST) {
            return 0;
        }
        return delta >= 0 && delta <= 255 ? TransportFeedback.SMALL : TransportFeedback.LARGE;
    }

    /** With one more status. Every chunk but the last covers seven or more, so this is never too little. */
    private int lengthWith(int symbol) {
        return aligned((count + SHORT_VECTOR) / SHORT_VECTOR * CHUNK + deltaBytes + symbol);
    }

    private void add(int symbol, short delta) {
        symbols[count] = (byte) symbol;
        deltas[count] = delta;
        deltaBytes += symbol;
        count++;
    }

    private int countChunks() {
        int chunks = 0;
        for (int at = 0; at < count; chunks++) {
            at += chunkSize(at);
        }
        return chunks;
    }

    /** Chunks and deltas, filled up to whole words. */
    int plannedLength() {
        return aligned(chunkBytes + deltaBytes);
    }

    private static int aligned(int length) {
        return (length + 3) / 4 * 4;
    }

    /** Writes what was planned, from the base sequence number on. */
    void write(byte[] bytes, int at, int baseSequence, int feedbackCount) {
        put16(bytes, at, baseSequence);
        put16(bytes, at + 2, count);
        put24(bytes, at + 4, (int) reference);
        put8(bytes, at + 7, feedbackCount);
        int end = at + 8 + plannedLength();
        int next = writeDeltas(bytes, writeChunks(bytes, at + 8));
        while (next < end) {
            bytes[next++] = 0;
        }
    }

    private int writeChunks(byte[] bytes, int from) {
        int next = from;
        for (int at = 0; at < count; at += chunkSize(at)) {
            put16(bytes, next, chunk(at));
            next += CHUNK;
        }
        return next;
    }

    private int writeDeltas(byte[] bytes, int from) {
        int next = from;
        for (int i = 0; i < count; i++) {
            if (symbols[i] == TransportFeedback.SMALL) {
                put8(bytes, next, deltas[i]);
            } else if (symbols[i] == TransportFeedback.LARGE) {
                put16(bytes, next, deltas[i]);
            }
            next += symbols[i];
        }
        return next;
    }

    /** How many statuses the chunk covers that starts here: a run if that reaches as far as a vector would. */
    private int chunkSize(int at) {
        int run = runLength(at);
        return isRun(at, run) ? run : Math.min(vectorSize(at), count - at);
    }

    private int chunk(int at) {
        int run = runLength(at);
        if (isRun(at, run)) {
            return symbols[at] << 13 | run;
        }
        int size = vectorSize(at);
        int bits = size == LONG_VECTOR ? 1 : 2;
        int chunk = size == LONG_VECTOR ? 0x8000 : 0xC000;
        for (int i = 0; i < size && at + i < count; i++) {
            chunk |= symbols[at + i] << (LONG_VECTOR - bits * (i + 1));
        }
        return chunk;
    }

    private boolean isRun(int at, int run) {
        return run >= Math.min(vectorSize(at), count - at);
    }

    private int runLength(int at) {
        int end = at + 1;
        while (end < count && symbols[end] == symbols[at]) {
            end++;
        }
        return end - at;
    }

    /** Fourteen fit if none of them has a large delta. */
    private int vectorSize(int at) {
        int end = Math.min(at + LONG_VECTOR, count);
        for (int i = at; i < end; i++) {
            if (symbols[i] == TransportFeedback.LARGE) {
                return SHORT_VECTOR;
            }
        }
        return LONG_VECTOR;
    }
}
