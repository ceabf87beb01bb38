package live.weir.bridge.tap;

import java.util.Base64;
import live.weir.bridge.rtp.H264Payload;
import live.weir.bridge.rtp.RtpView;
import org.jspecify.annotations.Nullable;

/**
 * H.264 (RFC 6184): NAL units with start codes. A keyframe without parameter sets gets those that came last, or those of the
 * description; without any it is none.
 */
final class H264Unpacker extends Unpacker {

    private static final byte[] START_CODE = {0, 0, 0, 1};

    private final H264Payload payload = new H264Payload();
    private byte @Nullable [] sps;
    private byte @Nullable [] pps;
    private final ByteSink assembled = new ByteSink();
    private boolean inFragment;
    private int nalStart;
    private boolean hasIdr;
    private boolean hasSps;
    private boolean hasPps;

    H264Unpacker(String parameterSets) {
        for (String set : parameterSets.split(",", 8)) {
            keep(decoded(set));
        }
    }

    private static byte[] decoded(String set) {
        try {
            return Base64.getDecoder().decode(set);
        } catch (IllegalArgumentException wrong) {
            return new byte[0];
        }
    }

    private void keep(byte[] set) {
        if (set.length > 3 && (set[0] & 0x1f) == H264Payload.SPS) {
            sps = set;
        } else if (set.length > 1 && (set[0] & 0x1f) == H264Payload.PPS) {
            pps = set;
        }
    }

    @Override
    boolean take(RtpView packet) {
        if (!payload.wrap(packet) || payload.startsNal() == inFragment) {
            return false;
        }
        while (payload.nextNal()) {
            if (payload.startsNal()) {
                unit.put(START_CODE, 0, START_CODE.length);
                nalStart = unit.length();
            }
            if (payload.isFragment() && payload.startsNal()) {
                unit.put(payload.fragmentedNalHeader());
            }
            unit.put(packet.bytes(), payload.nalOffset(), payload.nalLength());
            inFragment = !payload.endsNal();
            if (!inFragment) {
                note();
            }
        }
        return true;
    }

    private void note() {
        int type = unit.array()[nalStart] & 0x1f;
        hasIdr |= type == H264Payload.IDR_SLICE;
        hasSps |= type == H264Payload.SPS;
        hasPps |= type == H264Payload.PPS;
        if (type == H264Payload.SPS || type == H264Payload.PPS) {
            keep(java.util.Arrays.copyOfRange(unit.array(), nalStart, unit.length()));
        }
    }

    @Override
    boolean complete() {
        if (inFragment) {
            return false;
        }
        if (hasIdr && !(hasSps && hasPps)) {
            byte @Nullable [] knownSps = sps;
            byte @Nullable [] knownPps = pps;
            if (knownSps == null || knownPps == null) {
                return false;
            }
            prepend(knownSps, knownPps);
        }
        return true;
    }

    private void prepend(byte[]... sets) {
        assembled.clear();
        assembled.put(unit.array(), 0, unit.length());
        unit.clear();
        for (byte[] set : sets) {
            unit.put(START_CODE, 0, START_CODE.length);
            unit.put(set, 0, set.length);
        }
        unit.put(assembled.array(), 0, assembled.length());
    }

    @Override
    boolean isKeyframe() {
        return hasIdr;
    }

    @Override
    void begin() {
        inFragment = false;
        hasIdr = false;
        hasSps = false;
        hasPps = false;
    }
}
