package live.weir.load.rtc;

import java.util.List;
import java.util.Map;

/**
 * One m-line of a server's description.
 *
 * @param kind audio or video
 * @param codecs by payload type, in lower case, such as {@code vp8/90000}
 * @param repairs payload types of retransmissions, with those that they repair
 * @param extensions ids of header extensions by their URIs
 * @param repairSources SSRCs of retransmissions, with those that they repair
 */
record RemoteMedia(
        String kind,
        String mid,
        boolean refused,
        List<Integer> formats,
        Map<Integer, String> codecs,
        Map<Integer, Integer> repairs,
        Map<String, Integer> extensions,
        Map<Integer, Integer> repairSources,
        boolean nacks) {

    /** The first of its formats in that codec; -1 without one. */
    int format(String codec) {
        for (int format : formats) {
            if (codecs.getOrDefault(format, "").startsWith(codec)) {
                return format;
            }
        }
        return -1;
    }

    int extension(String uri) {
        return extensions.getOrDefault(uri, 0);
    }

    boolean isVideo() {
        return kind.equals("video");
    }
}
