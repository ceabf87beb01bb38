package live.weir.load.media;

/** 20 ms of Opus silence, padded as RFC 6716 §3.2.5 has it to the size of speech. */
public final class Silence {

    public static final int SAMPLES = 960;

    private static final byte STEREO_FULL_BAND_CODE_THREE = (byte) 0xff;
    private static final byte ONE_FRAME_PADDED = 0x41;
    private static final int SIZE = 80;
    private static final int AROUND_PADDING = 5;

    private Silence() {}

    public static byte[] packet() {
        byte[] packet = new byte[SIZE];
        packet[0] = STEREO_FULL_BAND_CODE_THREE;
        packet[1] = ONE_FRAME_PADDED;
        packet[2] = SIZE - AROUND_PADDING;
        packet[3] = (byte) 0xff;
        packet[4] = (byte) 0xfe;
        return packet;
    }
}
