package live.weir.bridge.forward;

import java.nio.charset.StandardCharsets;
import java.util.List;
import live.weir.bridge.rtp.RtcpWriter;

/** Tells a viewer, once a second, which of our times its streams' timestamps stand for: that is what keeps lips in step. */
final class ViewerReports {

    private static final int ROOM = 1200;

    private final List<EgressSlot> slots;
    private final PacketOut out;
    private final byte[] cname;
    private final byte[] bytes = new byte[ROOM];
    private final RtcpWriter writer = new RtcpWriter();

    ViewerReports(List<EgressSlot> slots, PacketOut out, String cname) {
        this.slots = slots;
        this.out = out;
        this.cname = cname.getBytes(StandardCharsets.US_ASCII);
    }

    void send(long now) {
        for (int i = 0; i < slots.size(); i++) {
            send(slots.get(i), now);
        }
    }

    /** Those whose viewer would reckon with the wrong clock until the next report. */
    void sendMoved(long now) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).stream().hasClockMoved()) {
                send(slots.get(i), now);
            }
        }
    }

    private void send(EgressSlot slot, long now) {
        ClockPoint clock = slot.stream().clock();
        if (clock == null) {
            return;
        }
        int ssrc = slot.format().ssrc();
        writer.into(bytes, 0, ROOM);
        writer.senderReport(
                ssrc,
                MediaTime.ntp(now),
                clock.at(now),
                slot.stream().packets(),
                slot.stream().payloadBytes());
        writer.cname(ssrc, cname);
        out.sendRtcp(bytes, writer.length());
    }
}
