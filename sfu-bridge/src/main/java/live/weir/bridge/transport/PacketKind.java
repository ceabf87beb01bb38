package live.weir.bridge.transport;

/** What shares a port, told apart by the first byte (RFC 7983 §7). */
enum PacketKind {
    STUN,
    DTLS,
    MEDIA,
    UNKNOWN;

    static PacketKind of(int firstByte) {
        if (firstByte >= 128 && firstByte <= 191) {
            return MEDIA;
        }
        if (firstByte >= 0 && firstByte <= 3) {
            return STUN;
        }
        return firstByte >= 20 && firstByte <= 63 ? DTLS : UNKNOWN;
    }
}
