package live.weir.bridge.rtp;

import java.util.Objects;

/**
 * The dependency descriptor header extension (AV1 RTP payload format, appendix A): what a forwarder must know of a frame
 * without looking into it. One per event loop; what lasts from frame to frame is in the stream's {@link DependencyStructure}.
 */
public final class DependencyDescriptor {

    public static final String URI =
            "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

    /** The four things a frame can be to a decode target. */
    public static final int NOT_PRESENT = 0;

    public static final int DISCARDABLE = 1;
    public static final int SWITCH = 2;
    public static final int REQUIRED = 3;

    private static final int MANDATORY_LENGTH = 3;

    private final BitReader bits = new BitReader();
    private final byte[] indications = new byte[DependencyStructure.MOST_TARGETS];

    private boolean startOfFrame;
    private boolean endOfFrame;
    private int templateId;
    private int frameNumber;
    private boolean carriesStructure;
    private boolean customIndications;
    private boolean customDifferences;
    private boolean customChains;
    private int targets;
    private int spatialId;
    private int temporalId;

    /**
     * Reads an extension's value by the structure in force, which a value may replace. False if it is damaged, or if it goes
     * by a structure that has not been seen: then no more than frame number, start and end can be known.
     */
    public boolean read(byte[] bytes, int offset, int length, DependencyStructure structure) {
        forget();
        if (length < MANDATORY_LENGTH) {
            return false;
        }
        bits.wrap(bytes, offset, length);
        readMandatory();
        if (length > MANDATORY_LENGTH && !readExtended(structure)) {
            return false;
        }
        int template = structure.template(templateId);
        return template >= 0 && readFrame(structure, template);
    }

    private void forget() {
        startOfFrame = false;
        endOfFrame = false;
        carriesStructure = false;
        customIndications = false;
        customDifferences = false;
        customChains = false;
        targets = 0;
    }

    private void readMandatory() {
        startOfFrame = bits.flag();
        endOfFrame = bits.flag();
        templateId = bits.bits(6);
        frameNumber = bits.bits(16);
    }

    private boolean readExtended(DependencyStructure structure) {
        boolean structurePresent = bits.flag();
        boolean activePresent = bits.flag();
        customIndications = bits.flag();
        customDifferences = bits.flag();
        customChains = bits.flag();
        if (structurePresent && !structure.read(bits)) {
            structure.forget();
            return false;
        }
        carriesStructure = structurePresent;
        if (activePresent && structure.known()) {
            int active = bits.bits(structure.targets());
            if (bits.exhausted()) {
                return false;
            }
            structure.activate(active);
        }
        return true;
    }

    private boolean readFrame(DependencyStructure structure, int template) {
        spatialId = structure.spatialId(template);
        temporalId = structure.temporalId(template);
        targets = structure.targets();
        for (int i = 0; i < targets; i++) {
            indications[i] = (byte) (customIndications ? bits.bits(2) : structure.indication(template, i));
        }
        if (customDifferences) {
            skipDifferences();
        }
        if (customChains) {
            bits.skip(8 * structure.chains());
        }
        return !bits.exhausted();
    }

    private void skipDifferences() {
        for (int size = bits.bits(2); size != 0; size = bits.bits(2)) {
            bits.skip(4 * size);
        }
    }

    public boolean startOfFrame() {
        return startOfFrame;
    }

    public boolean endOfFrame() {
        return endOfFrame;
    }

    /** 16 bits that wrap; compare with {@link Sequences}. */
    public int frameNumber() {
        return frameNumber;
    }

    /** A structure comes with the first packet of a coded video sequence, which is a key frame. */
    public boolean startsKeyframe() {
        return startOfFrame && carriesStructure;
    }

    public boolean carriesStructure() {
        return carriesStructure;
    }

    public int spatialId() {
        return spatialId;
    }

    public int temporalId() {
        return temporalId;
    }

    public int targets() {
        return targets;
    }

    /** What the frame is to a decode target: one of the four constants. */
    public int indication(int target) {
        return indications[Objects.checkIndex(target, targets)];
    }

    public boolean isPresent(int target) {
        return indication(target) != NOT_PRESENT;
    }
}
