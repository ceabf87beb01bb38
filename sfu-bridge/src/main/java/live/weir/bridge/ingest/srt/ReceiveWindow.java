package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Packets in the order of their numbers: at once where none lacks, after those that lack where some do. A gap is waited for until it is
 * too old, or until so much has come behind it that there is no room.
 *
 * <pre>
 *   handed on │next … lacking, here, here, lacking, here …│end   not yet seen
 * </pre>
 */
final class ReceiveWindow {

    /** 10 MB of what is usual, and eight seconds of ten megabits. A power of two, so that places go on where numbers go round. */
    static final int SIZE = 8192;

    /** Hears of packets. */
    interface Taker {

        /** In order. Lent. */
        void take(ByteBuf payload);

        /** They lack, and are seen to for the first time. */
        void missed(int first, int last);

        /** They are waited for no more. */
        void lost(int packets);
    }

    enum Verdict {
        TAKEN,
        /** It had been missed. */
        REPAIRS,
        /** It is here already, or is waited for no more. */
        BELATED,
        /** It is further on than anything that would come. */
        BEYOND
    }

    private final Taker taker;
    private final @Nullable ByteBuf[] packets = new ByteBuf[SIZE];
    private final boolean[] dropped = new boolean[SIZE]; // by the caller
    private final long[] missedAt = new long[SIZE];
    private int next;
    private int end;

    ReceiveWindow(int first, Taker taker) {
        this.next = first;
        this.end = first;
        this.taker = taker;
    }

    /** The first that has not been handed on. */
    int next() {
        return next;
    }

    /** How many more fit in. */
    int room() {
        return SIZE - Sequence.distance(next, end);
    }

    boolean lacksAny() {
        return next != end; // what lacks none is handed on
    }

    /** @param payload lent */
    Verdict put(int number, ByteBuf payload, long now) {
        int ahead = Sequence.distance(next, number);
        if (ahead < 0) {
            return Verdict.BELATED;
        }
        if (ahead >= 2 * SIZE) {
            return Verdict.BEYOND;
        }
        makeRoomFor(number);
        boolean missed = Sequence.distance(end, number) < 0;
        if (missed && !lacks(number)) {
            return Verdict.BELATED;
        }
        if (!missed) {
            reach(number, now);
        }
        if (number == next) {
            taker.take(payload);
            next = Sequence.plus(next, 1);
            handOn();
        } else {
            packets[place(number)] = payload.retainedSlice();
        }
        return missed ? Verdict.REPAIRS : Verdict.TAKEN;
    }

    private static int place(int number) {
        return number & (SIZE - 1);
    }

    private boolean lacks(int number) {
        return packets[place(number)] == null && !dropped[place(number)];
    }

    private void makeRoomFor(int number) {
        int lost = 0;
        while (Sequence.distance(next, number) >= SIZE) {
            if (next == end) {
                end = Sequence.plus(end, 1);
            }
            lost += passFirst();
        }
        tellLost(lost);
        handOn();
    }

    /** All up to this one are missed now, if they have not come. */
    private void reach(int number, long now) {
        int first = end;
        for (; end != number; end = Sequence.plus(end, 1)) {
            missedAt[place(end)] = now;
        }
        end = Sequence.plus(number, 1);
        if (first != number) {
            taker.missed(first, Sequence.plus(number, -1));
        }
    }

    private void handOn() {
        while (next != end && !lacks(next)) {
            passFirst();
        }
    }

    /** 1 if it lacked. */
    private int passFirst() {
        int place = place(next);
        ByteBuf packet = packets[place];
        int lost = lacks(next) ? 1 : 0;
        packets[place] = null;
        dropped[place] = false;
        next = Sequence.plus(next, 1);
        if (packet != null) {
            try {
                taker.take(packet);
            } finally {
                packet.release();
            }
        }
        return lost;
    }

    /** Waits no more for what has been missed for longer. */
    void giveUp(long now, long nanos) {
        int lost = 0;
        while (next != end && now - missedAt[place(next)] > nanos) {
            lost += passFirst();
            handOn();
        }
        tellLost(lost);
    }

    /** The caller will not send these again. False if that cannot be. */
    boolean drop(int first, int last) {
        int from = Sequence.distance(next, first) < 0 ? next : first;
        int ahead = Sequence.distance(next, last);
        if (Sequence.distance(first, last) < 0 || ahead >= SIZE) {
            return false;
        }
        int lost = 0;
        for (int number = from; Sequence.distance(number, last) >= 0; number = Sequence.plus(number, 1)) {
            if (Sequence.distance(end, number) >= 0) {
                break; // what has not been missed yet may still come
            }
            if (lacks(number)) {
                dropped[place(number)] = true;
                lost++;
            }
        }
        tellLost(lost);
        handOn();
        return true;
    }

    private void tellLost(int lost) {
        if (lost > 0) {
            taker.lost(lost);
        }
    }

    /** The oldest of what lacks, as much as fits. */
    void report(LossReport report) {
        int number = next;
        while (number != end) {
            int first = number;
            while (number != end && lacks(number)) {
                number = Sequence.plus(number, 1);
            }
            if (first == number) {
                number = Sequence.plus(number, 1);
            } else if (!report.add(first, Sequence.plus(number, -1))) {
                return;
            }
        }
    }

    /** What waits goes nowhere any more. */
    void close() {
        for (; next != end; next = Sequence.plus(next, 1)) {
            ByteBuf packet = packets[place(next)];
            packets[place(next)] = null;
            if (packet != null) {
                packet.release();
            }
        }
    }
}
