package live.weir.bridge.ingest.srt;

/** The connection to a publisher, for who took its media. Any thread may call. */
public interface SrtLine {

    /** Hangs up. SRT knows no way to say why. */
    void end();
}
