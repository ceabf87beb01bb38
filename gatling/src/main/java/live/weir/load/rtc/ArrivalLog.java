package live.weir.load.rtc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * When packets came, for transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1). Without it a
 * server that estimates bandwidth would starve its viewers.
 */
final class ArrivalLog {

    private static final int ROOM = 1024;
    private static final long TICK_NANOS = 250_000;
    private static final long REFERENCE_NANOS = 64_000_000;
    private static final int NOT_RECEIVED = 0;
    private static final int SMALL = 1;
    private static final int LARGE = 2;
    private static final int SYMBOLS = 7;

    private final long[] arrivals = new long[ROOM];
    private long base = -1;
    private long highest = -1;
    private int feedbacks;

    void add(int sequence, long now) {
        if (highest < 0) {
            base = sequence;
            highest = sequence;
        }
        long extended = highest + (short) (sequence - (int) highest);
        if (extended < base || extended >= base + ROOM) {
            if (extended < base) {
                return; // too late, it was reported as missing
            }
            Arrays.fill(arrivals, 0);
            base = extended;
        }
        arrivals[(int) (extended % ROOM)] = now;
        highest = Math.max(highest, extended);
    }

    boolean isEmpty() {
        return highest < 0 || highest < base;
    }

    byte[] feedback(int own, int source) {
        int count = (int) (highest - base + 1);
        long first = firstArrival(count);
        long reference = first / REFERENCE_NANOS;
        int[] symbols = new int[(count + SYMBOLS - 1) / SYMBOLS * SYMBOLS];
        ByteBuffer deltas = ByteBuffer.allocate(2 * count);
        long before = reference * REFERENCE_NANOS / TICK_NANOS;
        for (int i = 0; i < count; i++) {
            int slot = (int) ((base + i) % ROOM);
            if (arrivals[slot] != 0) {
                long ticks = arrivals[slot] / TICK_NANOS;
                long delta = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, ticks - before));
                before += delta;
                symbols[i] = delta >= 0 && delta < 256 ? SMALL : LARGE;
                if (symbols[i] == SMALL) {
                    deltas.put((byte) delta);
                } else {
                    deltas.putShort((short) delta);
                }
                arrivals[slot] = 0;
            } else {
                symbols[i] = NOT_RECEIVED;
            }
        }
        byte[] packet = write(own, source, count, reference, symbols, deltas.flip());
        base = highest + 1;
        return packet;
    }

    private long firstArrival(int count) {
        for (int i = 0; i < count; i++) {
            long arrival = arrivals[(int) ((base + i) % ROOM)];
            if (arrival != 0) {
                return arrival;
            }
        }
        return 0;
    }

    private byte[] write(int own, int source, int count, long reference, int[] symbols, ByteBuffer deltas) {
        int bare = 20 + symbols.length / SYMBOLS * 2 + deltas.remaining();
        int length = (bare + 3) & ~3;
        ByteBuffer out = ByteBuffer.allocate(length);
        out.put((byte) (length > bare ? 0xaf : 0x8f)).put((byte) 205).putShort((short) (length / 4 - 1));
        out.putInt(own).putInt(source).putShort((short) base).putShort((short) count);
        out.putInt((int) ((reference << 8) | (feedbacks++ & 0xff)));
        for (int i = 0; i < symbols.length; i += SYMBOLS) {
            int chunk = 0b11 << 14;
            for (int j = 0; j < SYMBOLS; j++) {
                chunk |= symbols[i + j] << (12 - 2 * j);
            }
            out.putShort((short) chunk);
        }
        out.put(deltas);
        if (length > bare) {
            out.put(length - 1, (byte) (length - bare));
        }
        return out.array();
    }
}
