package live.weir.bridge.forward;

/** What becomes of a publisher's media; called on the publisher's loop. */
public interface PublisherListener {

    /** The first packet of a track came. */
    void flowing(PublishedTrack track);

    /** The first keyframe of a track came, or the picture has another size. */
    void picture(PublishedTrack track, int width, int height);

    /** How loud the publisher was lately, 0 the loudest, 127 silence (RFC 6464); a few times a second. */
    void heard(int level);

    /** The publisher said that it leaves. */
    void left();
}
