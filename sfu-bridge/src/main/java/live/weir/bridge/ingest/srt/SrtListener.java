package live.weir.bridge.ingest.srt;

/** Counts. Called on the event loop. */
public interface SrtListener {

    /** How a connection ended, or never began. */
    enum End {
        /** The caller said goodbye. */
        LEFT,
        /** Nothing was heard of the caller any more. */
        GONE,
        /** The desk said no to its address, or there was no room. */
        TURNED_AWAY,
        /** Its wish was refused, or what it wanted of the connection. */
        REFUSED,
        /** Who took the media ended it. */
        ENDED,
        /** No media came any more. */
        SILENT,
        /** It sent more than it may. */
        TOO_FAST
    }

    void began();

    void ended(End end);

    /** A packet came at last that had been missed. */
    void repaired();

    /** So many were waited for in vain. */
    void lost(int packets);

    /** A packet came twice, or when nobody waited for it any more. */
    void belated();

    /** A packet is nobody's, or is against the protocol. */
    void stray();
}
