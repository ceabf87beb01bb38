package live.weir.bridge.ingest.rtmp;

/** Counts. Called on event loops. */
public interface RtmpListener {

    /** How a connection ended, or never began. */
    enum End {
        /** The client went, or said goodbye. */
        LEFT,
        /** The desk said no to its address, or there was no room. */
        TURNED_AWAY,
        /** The desk said no to its wish. */
        REFUSED,
        /** Who took the media ended it. */
        ENDED,
        /** It broke the rules. */
        VIOLATION,
        /** It took too long to publish. */
        LATE,
        /** No media came any more. */
        SILENT
    }

    void began();

    void ended(End end);
}
