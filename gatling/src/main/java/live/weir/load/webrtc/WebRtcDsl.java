package live.weir.load.webrtc;

/**
 * The words of a scenario with media.
 *
 * <pre>{@code
 * scenario("viewers").exec(whep("watch").url("/whep/ada"), stay("watch", Duration.ofMinutes(1)), leave("watch"))
 * }</pre>
 *
 * Each name is a row in Gatling's report: {@code watch: answer}, {@code watch: connected}, {@code watch: first packet},
 * {@code watch: first keyframe}, {@code watch: second} (one for each second of media: its latest picture's delay; failed if the
 * picture froze), {@code watch: lost}.
 */
public final class WebRtcDsl {

    private WebRtcDsl() {}

    /** Publishes, until it leaves or the user's end. */
    public static WhipAction whip(String name) {
        return new WhipAction(name);
    }

    /** Watches, until it leaves or the user's end; goes on when there is a picture. */
    public static WhepAction whep(String name) {
        return new WhepAction(name);
    }
}
