package live.weir.bridge.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import live.weir.bridge.rtp.RtpHeaderWriter;
import org.jspecify.annotations.Nullable;

/** One SSRC of a performer: numbers its packets, keeps them for a while, and sends them again when asked. */
final class SentStream {

    private static final int KEPT = 2048;
    private static final int HEIGHT = 720;

    private static final class Kept {
        final byte[] payload;
        final int timestamp;
        final boolean marker;

        Kept(byte[] payload, int timestamp, boolean marker) {
            this.payload = payload;
            this.timestamp = timestamp;
            this.marker = marker;
        }
    }

    private final Performer performer;
    private final int layer;
    private final int clockRate;
    private final RtpHeaderWriter header = new RtpHeaderWriter();
    private final Map<Integer, Kept> kept = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Kept> eldest) {
            return size() > KEPT;
        }
    };

    private ServerWords.@Nullable Line line;
    private @Nullable String rid;
    private volatile int ssrc = Performer.newSsrc();
    private final int rtxSsrc = Performer.newSsrc();
    private int sequence = ThreadLocalRandom.current().nextInt(0x8000);
    private int timestampBase = ThreadLocalRandom.current().nextInt();
    private int rtxSequence = ThreadLocalRandom.current().nextInt(0x8000);
    private int serial;
    private int picture;
    private int pictureId = ThreadLocalRandom.current().nextInt(0x8000);
    private int tl0 = ThreadLocalRandom.current().nextInt(0x100);
    private int padding;
    private int bytes;
    private volatile boolean muted;
    private volatile int tallest = HEIGHT;

    /** @param layer -1 for a voice */
    SentStream(Performer performer, int layer, int clockRate) {
        this.performer = performer;
        this.layer = layer;
        this.clockRate = clockRate;
    }

    void agree(ServerWords.Line agreed, List<String> rids) {
        line = agreed;
        rid = rids.isEmpty() ? null : rids.get(layer);
    }

    int ssrc() {
        return ssrc;
    }

    int rtxSsrc() {
        return rtxSsrc;
    }

    /** Packets that were sent first, not again; each has this much for a serial number. */
    int packets() {
        return serial;
    }

    int bytes() {
        return bytes;
    }

    int pictures() {
        return picture;
    }

    boolean isFresh() {
        return serial == 0;
    }

    boolean isMuted() {
        return muted;
    }

    void mute(boolean on) {
        muted = on;
    }

    int height() {
        return tallest >> layer;
    }

    void resize(int height) {
        tallest = height;
    }

    /** As an encoder that was made anew: all numbers elsewhere. */
    void beginAnew() {
        synchronized (performer) {
            ssrc = Performer.newSsrc();
            jump();
        }
    }

    /** Numbers that go on elsewhere under the same SSRC. */
    void jump() {
        synchronized (performer) {
            sequence = (sequence + 20_000) & 0xFFFF;
            timestampBase += 1_000_000_000;
            kept.clear();
        }
    }

    void goTo(int newSequence, int newTimestampBase) {
        sequence = newSequence;
        timestampBase = newTimestampBase;
    }

    /** Further packets carry so much padding. */
    void pad(int count) {
        padding = count;
    }

    int timestampOf(long nanos) {
        return timestampBase + (int) (nanos / 1000 * clockRate / 1_000_000);
    }

    /** One sound, or one picture of some packets. */
    void send(long capturedNanos, int count, boolean keyframe, int length) {
        picture++;
        pictureId = (pictureId + 1) & 0x7FFF;
        tl0 = (tl0 + 1) & 0xFF;
        for (int i = 0; i < count; i++) {
            Content content = new Content(performer.number(), (byte) layer, ++serial, picture, keyframe, capturedNanos);
            byte[] payload = layer < 0
                    ? content.voice(length)
                    : content.picture(length, i == 0, pictureId, tl0, height() * 16 / 9, height());
            boolean marker = layer >= 0 && i == count - 1;
            transmit(new Kept(payload, timestampOf(capturedNanos), marker));
        }
    }

    private void transmit(Kept packet) {
        kept.put(sequence, packet);
        ServerWords.Line agreed = Objects.requireNonNull(line);
        bytes += packet.payload.length;
        transmit(agreed.payloadType(), sequence, ssrc, ClientWords.RID, packet, packet.payload);
        sequence = (sequence + 1) & 0xFFFF;
    }

    /** A packet of padding alone, with a number of its own. */
    void sendPaddingOnly() {
        ServerWords.Line agreed = Objects.requireNonNull(line);
        byte[] packet = header(agreed, agreed.payloadType(), sequence, timestampBase, ssrc, ClientWords.RID, false, 40);
        packet[0] |= 0x20;
        packet[packet.length - 1] = 40;
        sequence = (sequence + 1) & 0xFFFF;
        performer.peer().sendRtp(packet);
    }

    void resend(int lost) {
        Kept packet = kept.get(lost);
        ServerWords.Line agreed = Objects.requireNonNull(line);
        if (packet == null) {
            return;
        }
        if (agreed.rtxPayloadType() < 0) { // as it was
            transmit(agreed.payloadType(), lost, ssrc, ClientWords.RID, packet, packet.payload);
            return;
        }
        byte[] payload = new byte[packet.payload.length + 2];
        payload[0] = (byte) (lost >> 8);
        payload[1] = (byte) lost;
        System.arraycopy(packet.payload, 0, payload, 2, packet.payload.length);
        rtxSequence = (rtxSequence + 1) & 0xFFFF;
        transmit(agreed.rtxPayloadType(), rtxSequence, rtxSsrc, ClientWords.REPAIRED_RID, packet, payload);
    }

    private void transmit(int type, int number, int source, String ridExtension, Kept packet, byte[] payload) {
        ServerWords.Line agreed = Objects.requireNonNull(line);
        int size = payload.length + padding;
        byte[] whole = header(agreed, type, number, packet.timestamp, source, ridExtension, packet.marker, size);
        System.arraycopy(payload, 0, whole, whole.length - size, payload.length);
        if (padding > 0) {
            whole[0] |= 0x20;
            whole[whole.length - 1] = (byte) padding;
        }
        performer.peer().sendRtp(whole);
    }

    private byte[] header(
            ServerWords.Line agreed,
            int type,
            int number,
            int timestamp,
            int source,
            String ridExtension,
            boolean marker,
            int payloadLength) {
        byte[] packet = new byte[128 + payloadLength];
        header.into(packet, 0, 128).begin(type, marker, number, timestamp, source);
        extend(agreed.extension(ClientWords.MID), agreed.mid());
        String name = rid;
        if (name != null) {
            extend(agreed.extension(ridExtension), name);
        }
        int wide = agreed.extension(ClientWords.TRANSPORT_WIDE);
        if (wide > 0) {
            header.extension16(wide, performer.nextTransportSequence());
        }
        return Arrays.copyOf(packet, header.finish() + payloadLength);
    }

    private void extend(int id, String text) {
        if (id > 0) {
            byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
            header.extension(id, ascii, 0, ascii.length);
        }
    }
}
