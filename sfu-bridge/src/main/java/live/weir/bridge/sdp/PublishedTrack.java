package live.weir.bridge.sdp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sound or a picture that a publisher sends.
 *
 * @param index of its m-line, from 0 on
 * @param codecs any of which it may use, the most wanted first
 * @param streams as announced by SSRC, in the order announced; empty where the publisher relies on mid and rid
 * @param rids of its simulcast, the most wanted first; empty where there is none
 * @param msid null where the publisher names none
 */
public record PublishedTrack(
        String mid,
        int index,
        MediaKind kind,
        List<NegotiatedCodec> codecs,
        Map<RtpExtension, Integer> extensions,
        List<Stream> streams,
        List<String> rids,
        @Nullable Msid msid) {

    public PublishedTrack {
        codecs = List.copyOf(codecs);
        extensions = Map.copyOf(extensions);
        streams = List.copyOf(streams);
        rids = List.copyOf(rids);
    }

    /** An announced stream; {@code rtxSsrc} is null where its retransmissions are not announced. */
    public record Stream(long ssrc, @Nullable Long rtxSsrc) {}

    static PublishedTrack of(AnsweredMedia media, List<String> rids) {
        MediaDescription peers = media.offered();
        return new PublishedTrack(
                media.mid(),
                media.index(),
                peers.kind(),
                media.codecs(),
                media.extensionIds(),
                AnnouncedStreams.of(peers),
                rids,
                peers.msids().isEmpty() ? null : peers.msids().get(0));
    }
}
