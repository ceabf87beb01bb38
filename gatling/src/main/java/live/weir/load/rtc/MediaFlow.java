package live.weir.load.rtc;

/** What a connected peer does with media. Everything is called on the peer's event loop. */
interface MediaFlow {

    /** Media may flow from now on. */
    void start(MediaKeys keys, RemoteDescription remote);

    /** Still encrypted, in the first {@code length} bytes of the loop's scratch. */
    void rtp(Scratch scratch, int length, long now);

    /** Decrypted, in the first {@code length} bytes of the loop's clear scratch. */
    void rtcp(byte[] packet, int length, long now);

    /** A few times a second. */
    void tick(long now);

    MediaSecond takeSecond(long now);

    void stop();
}
