package live.weir.bridge.engine;

/** Takes what a tap hands on. The bytes are only good during the call. */
public interface TapReader {

    /**
     * @param track index in {@link Tap#tracks}
     * @param arrivedAt of {@link System#nanoTime}
     */
    void packet(int track, long arrivedAt, byte[] rtp, int offset, int length);

    /** The publisher's own word on which of its times a timestamp stands for; to be checked before it is believed. */
    void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime);
}
