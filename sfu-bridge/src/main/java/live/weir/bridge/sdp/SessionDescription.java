package live.weir.bridge.sdp;

import java.util.List;
import java.util.Optional;

/**
 * A whole description: what holds for the session, and its m-lines.
 *
 * @param bundles the mids of each {@code a=group:BUNDLE}; one may name a mid that no m-line has (FFmpeg's do)
 * @param media at most {@link #MOST_MEDIA}
 */
public record SessionDescription(
        Origin origin,
        List<List<String>> bundles,
        boolean iceLite,
        boolean extmapAllowMixed,
        TransportDescription transport,
        List<MediaDescription> media) {

    public static final int MOST_MEDIA = 64;

    public SessionDescription {
        bundles = bundles.stream().map(List::copyOf).toList();
        media = List.copyOf(media);
    }

    /** @throws SdpException naming the first line that breaks a rule */
    public static SessionDescription parse(String text) {
        return new SessionReader().read(SdpLine.split(text));
    }

    /** The description as it goes over the wire. */
    public String text() {
        return new SdpWriter().write(this);
    }

    /** What holds for an m-line of this description, whichever level says it. */
    public TransportDescription transportOf(MediaDescription one) {
        return one.transport().over(transport);
    }

    public Optional<MediaDescription> withMid(String mid) {
        return media.stream().filter(one -> mid.equals(one.mid())).findFirst();
    }

    /** The first bundle, the only one that this side speaks of; empty where there is none. */
    List<String> bundle() {
        return bundles.isEmpty() ? List.of() : bundles.get(0);
    }
}
