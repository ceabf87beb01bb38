package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;

/**
 * Tells a caller how far all has come, and learns from its answers how long the way is (sections 3.2.4, 3.2.8 and 4.8.1 of the draft).
 * Times are microseconds.
 */
final class Acknowledger {

    static final int FULL_BODY = 28;
    private static final int REMEMBERED = 64;
    private static final int FIRST_ROUND_TRIP = 100_000;
    private static final int LONGEST_ROUND_TRIP = 10_000_000;
    private static final int LEAST_NAK_INTERVAL = 20_000;

    private final long[] sentAt = new long[REMEMBERED];
    private final int[] numbers = new int[REMEMBERED];
    private final int[] upTo = new int[REMEMBERED];
    private int acknowledgement;
    private int told;
    private int known;
    private long toldAt;
    private int roundTrip = FIRST_ROUND_TRIP;
    private int variance = FIRST_ROUND_TRIP / 2;
    private boolean measured;
    private long countedAt;
    private int packets;
    private long bytes;
    private int packetRate;
    private int byteRate;

    Acknowledger(int first, long micros) {
        told = first;
        known = first;
        countedAt = micros;
    }

    /** Between two lists of all that lacks. */
    long nakInterval() {
        return Math.max(LEAST_NAK_INTERVAL, (roundTrip + 4L * variance) / 2);
    }

    void count(int length, long micros) {
        packets++;
        bytes += length;
        long span = micros - countedAt;
        if (span >= 1_000_000) {
            packetRate = (int) (packets * 1_000_000L / span);
            byteRate = (int) Math.min(Integer.MAX_VALUE, bytes * 1_000_000L / span);
            packets = 0;
            bytes = 0;
            countedAt = micros;
        }
    }

    /** Whether there is news, or the caller seems not to have heard the last. */
    boolean isDue(int next, long micros) {
        return next != told || (known != told && micros - toldAt > roundTrip + 4L * variance);
    }

    /** The number under which the next is sent; its body follows. */
    int begin(int next, long micros) {
        acknowledgement = Math.max(1, Sequence.plus(acknowledgement, 1)); // 0 is for those that ask for no answer
        int place = acknowledgement % REMEMBERED;
        sentAt[place] = micros;
        numbers[place] = acknowledgement;
        upTo[place] = next;
        told = next;
        toldAt = micros;
        return acknowledgement;
    }

    void body(ByteBuf out, int next, int room) {
        out.writeInt(next).writeInt(roundTrip).writeInt(variance).writeInt(Math.max(2, room));
        out.writeInt(packetRate).writeInt(packetRate).writeInt(byteRate);
    }

    /** One that there was not lately says nothing. */
    void answered(int number, long micros) {
        int place = Math.floorMod(number, REMEMBERED);
        if (number <= 0 || numbers[place] != number) {
            return;
        }
        numbers[place] = 0;
        if (Sequence.distance(known, upTo[place]) > 0) {
            known = upTo[place];
        }
        int sample = (int) Math.max(1, Math.min(micros - sentAt[place], LONGEST_ROUND_TRIP));
        if (measured) {
            variance = (3 * variance + Math.abs(sample - roundTrip)) / 4;
            roundTrip = (7 * roundTrip + sample) / 8;
        } else {
            measured = true;
            roundTrip = sample;
            variance = sample / 2;
        }
    }
}
