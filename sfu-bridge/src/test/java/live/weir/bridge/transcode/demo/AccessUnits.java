package live.weir.bridge.transcode.demo;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.engine.TapReader;

/** H264 as a decoder takes it, from the packets of one track (RFC 6184, packetization mode 1). */
public final class AccessUnits implements TapReader {

    private static final byte[] START_CODE = {0, 0, 0, 1};
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_BEGINS = 0x80;

    private final int track;
    private final ByteArrayOutputStream unit = new ByteArrayOutputStream();
    private final List<byte[]> units = new ArrayList<>();
    private int others;

    public AccessUnits(int track) {
        this.track = track;
    }

    /** The units that are complete; they are told once. */
    public List<byte[]> take() {
        List<byte[]> complete = List.copyOf(units);
        units.clear();
        return complete;
    }

    /** Packets of the other tracks. */
    public int others() {
        return others;
    }

    @Override
    public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
        if (track != this.track) {
            others++;
            return;
        }
        int payload = offset + 12 + 4 * (rtp[offset] & 0x0f);
        if ((rtp[offset] & 0x10) != 0) {
            payload += 4 + 4 * unsigned16(rtp, payload + 2);
        }
        int end = offset + length;
        switch (rtp[payload] & 0x1f) {
            case STAP_A -> aggregate(rtp, payload + 1, end);
            case FU_A -> fragment(rtp, payload, end);
            default -> nal(rtp, payload, end);
        }
        boolean isLast = (rtp[offset + 1] & 0x80) != 0;
        if (isLast) {
            units.add(unit.toByteArray());
            unit.reset();
        }
    }

    private void aggregate(byte[] rtp, int from, int end) {
        for (int at = from; at + 2 < end; ) {
            int size = unsigned16(rtp, at);
            nal(rtp, at + 2, at + 2 + size);
            at += 2 + size;
        }
    }

    private void fragment(byte[] rtp, int payload, int end) {
        if ((rtp[payload + 1] & FU_BEGINS) != 0) {
            unit.writeBytes(START_CODE);
            unit.write((rtp[payload] & 0xe0) | (rtp[payload + 1] & 0x1f));
        }
        unit.write(rtp, payload + 2, end - payload - 2);
    }

    private void nal(byte[] rtp, int from, int end) {
        unit.writeBytes(START_CODE);
        unit.write(rtp, from, end - from);
    }

    private static int unsigned16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    @Override
    public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {
        // The pictures tell the time themselves.
    }
}
