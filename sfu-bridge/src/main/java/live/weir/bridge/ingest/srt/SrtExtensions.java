package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for beside the handshake itself (sections 3.2.1.1 to 3.2.1.4 of the draft).
 *
 * @param request whether there was the one that must be there
 * @param version of its library: a byte each for major, minor and patch
 * @param latency the least that it wants us to have, in milliseconds, and the least that we may want of it
 */
record SrtExtensions(
        boolean request,
        int version,
        int flags,
        int latency,
        int ownLatency,
        String streamId,
        @Nullable KeyMaterial keys,
        String congestion,
        boolean filters,
        boolean group) {

    static final int HSREQ = 1;
    static final int HSRSP = 2;
    static final int KMREQ = 3;
    static final int KMRSP = 4;
    static final int SID = 5;
    static final int CONGESTION = 6;
    static final int FILTER = 7;
    static final int GROUP = 8;

    static final int RESPONSE = 16;

    private static final int TSBPD_SENDER = 1;
    private static final int TSBPD_RECEIVER = 1 << 1;
    private static final int DROPS_LATE = 1 << 3;
    private static final int NAKS_AGAIN = 1 << 4;
    private static final int TELLS_RETRANSMISSION = 1 << 5;
    private static final int BYTE_STREAM = 1 << 6;
    private static final int OUR_VERSION = 0x01_05_00; // whose handshake and control packets these are
    private static final int OUR_FLAGS = TSBPD_SENDER | TSBPD_RECEIVER | DROPS_LATE | NAKS_AGAIN | TELLS_RETRANSMISSION;

    private static final int LONGEST_ID = 512;
    private static final int MOST = 16;

    /** Takes what is known, each once; leaves the rest. */
    private static final class Gathering {

        private boolean request;
        private int version;
        private int flags;
        private int latency;
        private int ownLatency;
        private String streamId = "";
        private @Nullable KeyMaterial keys;
        private String congestion = "live";
        private boolean filters;
        private boolean group;

        private void take(int type, ByteBuf body) throws SrtViolation {
            switch (type) {
                case HSREQ -> takeRequest(body);
                case KMREQ -> keys = KeyMaterial.read(body);
                case SID -> streamId = text(body);
                case CONGESTION -> congestion = text(body);
                case FILTER -> filters = body.isReadable();
                case GROUP -> group = true;
                default -> {
                    // May be left, says the draft.
                }
            }
        }

        private void takeRequest(ByteBuf body) throws SrtViolation {
            if (body.readableBytes() < 3 * Integer.BYTES) {
                throw new SrtViolation("A request is cut off");
            }
            request = true;
            version = body.readInt();
            flags = body.readInt();
            ownLatency = body.readUnsignedShort();
            latency = body.readUnsignedShort();
        }

        private SrtExtensions done() {
            return new SrtExtensions(
                    request, version, flags, latency, ownLatency, streamId, keys, congestion, filters, group);
        }
    }

    static SrtExtensions read(ByteBuf in) throws SrtViolation {
        Gathering gathering = new Gathering();
        for (int i = 0; in.readableBytes() >= Integer.BYTES; i++) {
            int type = in.readUnsignedShort();
            int length = in.readUnsignedShort() * Integer.BYTES;
            if (i == MOST || length > in.readableBytes()) {
                throw new SrtViolation("An extension is cut off");
            }
            gathering.take(type, in.readSlice(length));
        }
        return gathering.done();
    }

    /** Texts travel as little-endian words, zeros at the end. */
    private static String text(ByteBuf words) throws SrtViolation {
        int length = words.readableBytes();
        if (length > LONGEST_ID) {
            throw new SrtViolation("A text is too long");
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = words.getByte(words.readerIndex() + (i ^ 3));
        }
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Why this cannot be; null if it can. What is a file is no broadcast.
     *
     * @param secured whether there is a passphrase
     */
    @Nullable
    Rejection objection(boolean secured) {
        if (!request) {
            return Rejection.ROGUE;
        }
        if (version < 0x01_03_00) {
            return Rejection.VERSION;
        }
        if (secured != (keys != null)) {
            return Rejection.UNSECURE;
        }
        if ((flags & BYTE_STREAM) != 0) {
            return Rejection.MESSAGE_API;
        }
        if (!congestion.equals("live")) {
            return Rejection.CONGESTION;
        }
        if (filters) {
            return Rejection.FILTER;
        }
        return group ? Rejection.GROUP : null;
    }

    /** @param latency ours, in milliseconds */
    void writeResponse(ByteBuf out, int latency) {
        writeOwn(out, latency);
        if (keys != null) {
            byte[] whole = keys.whole();
            out.writeShort(KMRSP).writeShort(whole.length / Integer.BYTES).writeBytes(whole);
        }
    }

    /** Of a handshake's type: which extensions follow. */
    int kinds() {
        return SrtHandshake.HAS_REQUEST | (keys == null ? 0 : SrtHandshake.HAS_KEYS);
    }

    private void writeOwn(ByteBuf out, int latency) {
        out.writeShort(HSRSP).writeShort(RESPONSE / Integer.BYTES - 1);
        out.writeInt(OUR_VERSION).writeInt(OUR_FLAGS).writeShort(latency).writeShort(Math.max(latency, ownLatency));
    }

    /** For logs. */
    String encoder() {
        return "SRT " + (version >> 16 & 0xff) + "." + (version >> 8 & 0xff) + "." + (version & 0xff);
    }
}
