package live.weir.bridge.ingest.rtmp;

/** The connection to a publisher, for who took its media. Any thread may call. */
public interface PublisherLine {

    /** Tells the encoder why, and hangs up. It may come back at once. */
    void end(PublishRefused why);
}
