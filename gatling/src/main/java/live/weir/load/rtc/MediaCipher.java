package live.weir.load.rtc;

/**
 * One direction's SRTP and SRTCP. Each method reads {@code length} bytes of {@code in} and writes to {@code out}, which has
 * room for {@link #OVERHEAD} more; it gives the new length, or -1 if the packet is not authentic. For one thread.
 */
interface MediaCipher {

    /** The most that a packet grows by. */
    int OVERHEAD = 24;

    int sealRtp(byte[] in, int length, int header, int rollOvers, byte[] out);

    int openRtp(byte[] in, int length, int header, int rollOvers, byte[] out);

    int sealRtcp(byte[] in, int length, byte[] out);

    int openRtcp(byte[] in, int length, byte[] out);
}
