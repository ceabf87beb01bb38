package live.weir.load.rtc;

/**
 * One second of a peer's media; of what is received, or for a performer of what is sent.
 *
 * @param packets of picture and sound, without what was sent again
 * @param bytes of all of them, with their headers
 * @param lost that were missing when a later one came
 * @param recovered of those, that came after all
 * @param pictures that came to their end
 * @param freezes gaps between pictures, each longer than three usual ones and than a usual one by 150 ms
 * @param frozenNanos how long pictures stood still in them
 * @param jitterNanos as in RFC 3550, of the picture
 * @param unopened packets that were not authentic
 * @param keyframeRequests that were sent, or for a performer received
 */
public record MediaSecond(
        long packets,
        long bytes,
        long lost,
        long recovered,
        long pictures,
        long freezes,
        long frozenNanos,
        long jitterNanos,
        long unopened,
        long keyframeRequests) {}
