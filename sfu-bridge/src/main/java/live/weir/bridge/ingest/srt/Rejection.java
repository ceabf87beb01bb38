package live.weir.bridge.ingest.srt;

/** What SRT itself has numbers for (libsrt's srt.h). */
enum Rejection {
    ROGUE(4),
    BACKLOG(5),
    CLOSE(7),
    VERSION(8),
    BAD_SECRET(10),
    UNSECURE(11),
    MESSAGE_API(12),
    CONGESTION(13),
    FILTER(14),
    GROUP(15);

    final int code;

    Rejection(int code) {
        this.code = code;
    }
}
