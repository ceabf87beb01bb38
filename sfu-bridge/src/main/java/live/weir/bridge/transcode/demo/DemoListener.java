package live.weir.bridge.transcode.demo;

/** Hears how the performance goes. Called on threads of the child's keeper; must be quick. */
public interface DemoListener {

    /** There is a picture; the sentence says of what kind. */
    void onAir(String details);

    /** There is none; the sentence says why. It is told again after each try. */
    void offAir(String reason);

    /** What FFmpeg or Java complain of, a line at a time. */
    void complained(String line);
}
