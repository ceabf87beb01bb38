package live.weir.bridge.forward;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.estimate.RtpBreaker;
import live.weir.bridge.rtp.RedPayload;
import live.weir.bridge.rtp.RtpHeaderWriter;
import live.weir.bridge.rtp.Rtx;

/** Writes a slot's packets as its viewer agreed to get them, and counts them. Belongs to the viewer's loop. */
final class PacketWriter {

    private static final int HEADER_ROOM = 12 + 4 + 64;
    private static final int LONGEST_PAYLOAD = 2048;
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SlotFormat format;
    private final byte[] mid;
    private final EgressTransport transport;
    private final RtpBreaker breaker = new RtpBreaker(REPORT_NANOS);
    private final byte[] header = new byte[HEADER_ROOM];
    private final RtpHeaderWriter writer = new RtpHeaderWriter().into(header, 0, HEADER_ROOM);
    private final byte[] scratch = new byte[LONGEST_PAYLOAD];
    private int rtxSequence;

    private long packets;
    private long payloadBytes;
    private long bytes;

    PacketWriter(SlotFormat format, EgressTransport transport) {
        this.format = format;
        this.mid = format.mid().getBytes(StandardCharsets.US_ASCII);
        this.transport = transport;
    }

    /** Room for a payload that is not sent as it came. */
    byte[] scratch() {
        return scratch;
    }

    RtpBreaker breaker() {
        return breaker;
    }

    long packets() {
        return packets;
    }

    long payloadBytes() {
        return payloadBytes;
    }

    long bytes() {
        return bytes;
    }

    /**
     * @param marker whether it is the last of its picture for this viewer
     * @param payload the packet's own bytes, or the scratch
     * @return how many bytes left
     */
    int write(MediaPacket packet, boolean marker, int payloadType, long sequence, int timestamp, byte[] payload) {
        writer.begin(payloadType, marker, (int) sequence, timestamp, format.ssrc());
        return transmit(packet, payload, offset(packet, payload), packet.payloadLength);
    }

    /** RFC 2198 §3: the payload behind what went before, each block under the viewer's own payload type for it. */
    int writeRedundant(MediaPacket packet, PayloadTypes types, long sequence, int timestamp) {
        int length = packet.payloadOffset + packet.payloadLength - packet.redundancyOffset;
        System.arraycopy(packet.bytes, packet.redundancyOffset, scratch, 0, length);
        RedPayload.putPayloadType(scratch, 0, types.media());
        writer.begin(types.redundant(), packet.marker, (int) sequence, timestamp, format.ssrc());
        return transmit(packet, scratch, 0, length);
    }

    /** A number with nothing behind it: the viewer shall not wait for what does not come. */
    int writeEmpty(MediaPacket packet, int payloadType, long sequence, int timestamp) {
        writer.begin(payloadType, false, (int) sequence, timestamp, format.ssrc());
        return transmit(packet, packet.bytes, packet.payloadOffset, 0);
    }

    /** RFC 4588 §4: the payload behind its original number, under the numbers of the retransmission stream. */
    int writeAgain(
            MediaPacket packet, boolean marker, int rtxPayloadType, long sequence, int timestamp, byte[] payload) {
        System.arraycopy(payload, offset(packet, payload), scratch, Rtx.HEADER, packet.payloadLength);
        Rtx.putOriginalSequence(scratch, 0, (int) sequence);
        writer.begin(rtxPayloadType, marker, rtxSequence++, timestamp, format.rtxSsrc());
        return transmit(packet, scratch, 0, packet.payloadLength + Rtx.HEADER);
    }

    private int offset(MediaPacket packet, byte[] payload) {
        return payload == scratch ? 0 : packet.payloadOffset;
    }

    private int transmit(MediaPacket packet, byte[] payload, int offset, int length) {
        int headerLength = finishHeader(packet);
        packets++;
        breaker.sent(headerLength + length, transport.now()); // a packet from the ring came long ago
        payloadBytes += length;
        bytes += headerLength + length;
        transport.send(header, headerLength, payload, offset, length);
        return headerLength + length;
    }

    private int finishHeader(MediaPacket packet) {
        SlotFormat.ExtensionIds ids = format.extensions();
        if (ids.mid() > 0) {
            writer.extension(ids.mid(), mid, 0, mid.length);
        }
        transport.stamp(writer, ids);
        copy(ids.audioLevel(), packet, packet.audioLevelOffset, 1);
        copy(ids.orientation(), packet, packet.orientationOffset, 1);
        copy(ids.playoutDelay(), packet, packet.playoutDelayOffset, 3);
        copy(ids.dependency(), packet, packet.dependencyOffset, packet.dependencyLength);
        return writer.finish();
    }

    private void copy(int id, MediaPacket packet, int offset, int length) {
        if (id > 0 && offset > 0) {
            writer.extension(id, packet.bytes, offset, length);
        }
    }
}
