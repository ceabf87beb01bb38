package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u16;
import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * An H.264 payload in packetization modes 0 and 1 (RFC 6184 §5): a single NAL unit, several in a STAP-A, or a fragment of one
 * in an FU-A. {@link #nextNal()} walks over what is in it.
 *
 * <p>H.264 marks where an access unit ends, not where it starts: parameter sets and the first slice each say that a frame (a
 * key frame) starts, and the first of them with a timestamp is the start.
 */
public final class H264Payload implements CodecPayload {

    public static final int SLICE = 1;
    public static final int IDR_SLICE = 5;
    public static final int SEI = 6;
    public static final int SPS = 7;
    public static final int PPS = 8;
    public static final int DELIMITER = 9;

    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_START = 0x80;
    private static final int FU_END = 0x40;
    private static final int FU_HEADER = 2;
    private static final int HEADS_OF_FRAMES = 1 << SEI | 1 << SPS | 1 << PPS | 1 << DELIMITER;
    private static final byte[] NOTHING = {};

    private final H264Sps sps = new H264Sps();

    private byte[] bytes = NOTHING;
    private int offset;
    private int end;
    private boolean marker;
    private int type;
    private int fragmentHeader;
    private int nalTypes;
    private boolean firstSlice;
    private boolean firstIdrSlice;
    private boolean sized;
    private int following;
    private int nalOffset;
    private int nalLength;

    @Override
    public boolean wrap(byte[] bytes, int offset, int length, boolean marker) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = offset + length;
        this.marker = marker;
        this.nalTypes = 0;
        this.firstSlice = false;
        this.firstIdrSlice = false;
        this.sized = false;
        this.following = end;
        this.type = 0;
        this.fragmentHeader = FU_START | FU_END;
        if (length < 1 || bytes[offset] < 0) {
            return false; // the first bit of a NAL unit says that it is damaged
        }
        type = bytes[offset] & 0x1F;
        return lookInside();
    }

    private boolean lookInside() {
        boolean good = switch (type) {
            case STAP_A -> lookAtAggregate();
            case FU_A -> lookAtFragment();
            default -> lookAt(type, offset + 1, end);
        };
        if (good) {
            following = type == STAP_A ? offset + 1 : offset;
        }
        return good;
    }

    private boolean lookAtAggregate() {
        int at = offset + 1;
        while (at < end) {
            int size = at + 2 < end ? u16(bytes, at) : 0;
            int nal = at + 2;
            if (size == 0 || size > end - nal || !lookAt(bytes[nal] & 0x1F, nal + 1, nal + size)) {
                return false;
            }
            at = nal + size;
        }
        return nalTypes != 0;
    }

    private boolean lookAtFragment() {
        if (end - offset <= FU_HEADER) {
            return false;
        }
        fragmentHeader = u8(bytes, offset + 1);
        if (startsNal() && endsNal()) {
            return false; // RFC 6184 §5.8: a NAL unit that fits is not fragmented
        }
        int inner = fragmentHeader & 0x1F;
        if (startsNal()) {
            return lookAt(inner, offset + FU_HEADER, end);
        }
        nalTypes = 1 << inner;
        return isNal(inner);
    }

    private static boolean isNal(int type) {
        return type > 0 && type < STAP_A;
    }

    /** Takes note of a NAL unit whose bytes after the header are these, or begin with these. */
    private boolean lookAt(int type, int from, int to) {
        nalTypes |= 1 << type;
        if (type == SPS && !sized) {
            sized = sps.read(bytes, from, to - from);
        }
        // first_mb_in_slice is 0 if the Exp-Golomb code at the start of the slice header is a single 1.
        if ((type == SLICE || type == IDR_SLICE) && from < to && bytes[from] < 0) {
            firstSlice = true;
            firstIdrSlice |= type == IDR_SLICE;
        }
        return isNal(type);
    }

    /** Whether the payload has a NAL unit of this type, or a part of one. */
    public boolean contains(int nalType) {
        return (nalTypes >> nalType & 1) != 0;
    }

    @Override
    public boolean startsKeyframe() {
        return startsNal() && (contains(SPS) || firstIdrSlice);
    }

    @Override
    public boolean startsFrame() {
        return startsNal() && (firstSlice || (nalTypes & HEADS_OF_FRAMES) != 0);
    }

    @Override
    public boolean endsFrame() {
        return marker;
    }

    @Override
    public int width() {
        return sized ? sps.width() : 0;
    }

    @Override
    public int height() {
        return sized ? sps.height() : 0;
    }

    /** False in the second and further fragments of a NAL unit. */
    public boolean startsNal() {
        return (fragmentHeader & FU_START) != 0;
    }

    /** False in all fragments of a NAL unit but the last. */
    public boolean endsNal() {
        return (fragmentHeader & FU_END) != 0;
    }

    public boolean isFragment() {
        return type == FU_A;
    }

    /** The header that a fragmented NAL unit has when it is put together again (RFC 6184 §5.8). */
    public int fragmentedNalHeader() {
        return (bytes[offset] & 0xE0) | (fragmentHeader & 0x1F);
    }

    /** Steps to the next NAL unit of the payload, each with its header; of a fragment only what comes after the headers. */
    public boolean nextNal() {
        if (following >= end) {
            return false;
        }
        int head = switch (type) {
            case STAP_A -> 2;
            case FU_A -> FU_HEADER;
            default -> 0;
        };
        nalOffset = following + head;
        nalLength = type == STAP_A ? u16(bytes, following) : end - nalOffset;
        following = nalOffset + nalLength;
        return true;
    }

    public int nalOffset() {
        return nalOffset;
    }

    public int nalLength() {
        return nalLength;
    }
}
