package live.weir.bridge.transcode.ingest;

/** Hears how the publishing goes. Called on threads of the child's keeper; must be quick. */
public interface FeedListener {

    /** There is a picture or sound on the stage; the sentence says what is made of what comes in. */
    void onAir(String details);

    /** There is none; the sentence says why. Another try follows. */
    void offAir(String reason);

    /** It will not do: the encoder is to be told, and to be hung up on. */
    void refused(String reason);

    /** What FFmpeg or Java complain of, a line at a time. */
    void complained(String line);
}
