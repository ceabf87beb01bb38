package live.weir.bridge.forward.send;

/**
 * Where the packets of one stream wait for their turn on a viewer's path. What may leave at once never enters: ask {@link
 * #mayPass}, then send it and tell {@link #passed}, or {@link #hold} it.
 *
 * <p>Packets may be forgotten here: give them their outgoing sequence numbers when they leave, not before.
 *
 * @param <E> what stands for a packet; each that is held is either sent or discarded, once
 */
public final class Lane<E> {

    /** Where packets go that waited. */
    public interface Outlet<E> {

        /** Its turn has come; tells how many bytes left. */
        int send(E entry, long nowNanos);

        /** The same for a packet that was asked for again; 0 if it is not at hand any more. */
        int sendAgain(long sequence, long nowNanos);

        /** The packet will not be sent: release it. */
        void discard(E entry);
    }

    private static final int MOST_ASKED = 256;

    private final Pacer pacer;
    private final Outlet<E> outlet;
    private final PacketQueue<E> packets;
    private final SequenceQueue asked = new SequenceQueue(MOST_ASKED);

    Lane(Pacer pacer, int capacity, Outlet<E> outlet) {
        this.pacer = pacer;
        this.outlet = outlet;
        this.packets = new PacketQueue<>(capacity);
    }

    /** Whether a packet may leave now: nothing waits before it, and the path takes it. */
    public boolean mayPass(long nowNanos) {
        return pacer.mayPass(nowNanos);
    }

    public void passed(int bytes, long nowNanos) {
        pacer.passed(bytes, nowNanos);
    }

    /** False if there is no room: forget what waits, by {@link #clear}, and begin anew with a keyframe. */
    public boolean hold(E entry, int bytes, long nowNanos) {
        return packets.add(entry, bytes, nowNanos);
    }

    /** Likewise for a packet that was asked for again: false if too many are, and the viewer has to ask once more. */
    public boolean holdAgain(long sequence, long nowNanos) {
        return asked.add(sequence, nowNanos);
    }

    /** Discards all that waits; tells how much it was. */
    public int clear() {
        int cleared = packets.size() + asked.clear();
        for (E entry = packets.poll(); entry != null; entry = packets.poll()) {
            outlet.discard(entry);
        }
        return cleared;
    }

    PacketQueue<E> packets() {
        return packets;
    }

    SequenceQueue asked() {
        return asked;
    }

    int sendAgain(long nowNanos) {
        return outlet.sendAgain(asked.poll(), nowNanos);
    }

    int sendOldest(long nowNanos) {
        E entry = packets.poll();
        return entry == null ? 0 : outlet.send(entry, nowNanos);
    }
}
