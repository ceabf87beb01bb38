package live.weir.bridge.sdp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An m-line through which one stream after another can go out to a viewer, under the same SSRC.
 *
 * @param index of its m-line, from 0 on
 * @param rtxSsrc of its retransmissions; null where no codec has any
 * @param msid slots with the same stream name are played in step
 */
public record ViewerSlot(
        String mid,
        int index,
        MediaKind kind,
        List<NegotiatedCodec> codecs,
        Map<RtpExtension, Integer> extensions,
        long ssrc,
        @Nullable Long rtxSsrc,
        Msid msid) {

    public ViewerSlot {
        codecs = List.copyOf(codecs);
        extensions = Map.copyOf(extensions);
    }

    /** Under which payload type a stream of that codec goes out; empty if the viewer cannot play it. */
    public Optional<NegotiatedCodec> carrying(Codec stream) {
        List<NegotiatedCodec> able =
                codecs.stream().filter(one -> one.codec().plays(stream)).toList();
        return able.stream()
                .filter(one -> one.codec().isLike(stream))
                .findFirst()
                .or(() -> able.stream().findFirst());
    }

    ViewerSlot narrowed(AnsweredMedia media) {
        return new ViewerSlot(mid, index, kind, media.codecs(), media.extensionIds(), ssrc, rtxSsrc, msid);
    }

    /** Announces the slot's sources in the m-line that it sends on. */
    void announce(MediaBuilder media, String cname) {
        media.direction(Direction.SENDONLY).msids().add(msid);
        Source stream = new Source(ssrc, cname, msid);
        Long rtx = rtxSsrc;
        if (rtx == null) {
            media.sources(List.of(stream), List.of());
        } else {
            media.sources(
                    List.of(stream, new Source(rtx, cname, msid)),
                    List.of(new SourceGroup(SourceGroup.FLOW, List.of(ssrc, rtx))));
        }
    }
}
