package live.weir.bridge.transport;

/**
 * What one peer received and sent. Written by its event loop and read by others without a lock: a figure may be a moment
 * old.
 */
final class Traffic {

    private long packetsIn;
    private long bytesIn;
    private long packetsOut;
    private long bytesOut;

    void received(int length) {
        packetsIn++;
        bytesIn += length;
    }

    void sent(int length) {
        packetsOut++;
        bytesOut += length;
    }

    synchronized void add(Traffic other) {
        packetsIn += other.packetsIn;
        bytesIn += other.bytesIn;
        packetsOut += other.packetsOut;
        bytesOut += other.bytesOut;
    }

    long packetsIn() {
        return packetsIn;
    }

    long bytesIn() {
        return bytesIn;
    }

    long packetsOut() {
        return packetsOut;
    }

    long bytesOut() {
        return bytesOut;
    }
}
