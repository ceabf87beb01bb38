package live.weir.load.rtc;

import org.jspecify.annotations.Nullable;

/** The newest packets that a performer sent, sealed, to send again. */
final class PacketHistory {

    private static final int ROOM = 512;

    private final byte[] @Nullable [] packets = new byte[ROOM][];
    private final int[] sequences = new int[ROOM];

    void add(int sequence, byte[] sealed) {
        packets[sequence % ROOM] = sealed;
        sequences[sequence % ROOM] = sequence;
    }

    byte @Nullable [] get(int sequence) {
        return sequences[sequence % ROOM] == sequence ? packets[sequence % ROOM] : null;
    }
}
