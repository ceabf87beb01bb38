package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Writes offers of this side, to publishers and to viewers alike. */
final class Offer {

    private final Flow flow;
    private final OfferedFormats formats;
    private final LocalTransport local;

    Offer(Flow flow, OfferedFormats formats, LocalTransport local) {
        this.flow = flow;
        this.formats = formats;
        this.local = local;
    }

    /**
     * An m-line of the offer; {@code out} once the peer has refused it for good.
     */
    record Line(int index, MediaKind kind, boolean out) {

        String mid() {
            return Integer.toString(index);
        }
    }

    /** The m-lines of an earlier offer, without what was refused, and those that are new. */
    static List<Line> lines(List<MediaDescription> earlier, List<RefusedMedia> refused, List<MediaKind> more) {
        List<Line> lines = new ArrayList<>();
        for (MediaDescription media : earlier) {
            int index = lines.size();
            boolean out = media.isOut() || refused.stream().anyMatch(one -> one.index() == index && one.out());
            lines.add(new Line(index, media.kind(), out));
        }
        more.forEach(kind -> lines.add(new Line(lines.size(), kind, false)));
        if (lines.size() > SessionDescription.MOST_MEDIA) {
            throw new SdpException("There may be " + SessionDescription.MOST_MEDIA + " m-lines.");
        }
        return lines;
    }

    SessionDescription write(List<Line> lines, long version, BiConsumer<Line, MediaBuilder> streams) {
        List<String> bundle =
                lines.stream().filter(line -> !line.out()).map(Line::mid).toList();
        return new SessionDescription(
                Origin.local(local.sessionId(), version),
                bundle.isEmpty() ? List.of() : List.of(bundle),
                local.lite(),
                true,
                new TransportDescription(null, List.of("trickle"), List.of(), null),
                lines.stream()
                        .map(line -> line.out() ? out(line) : media(line, bundle.get(0), streams))
                        .toList());
    }

    static List<HeaderExtension> extensions(MediaKind kind) {
        return Stream.of(RtpExtension.values())
                .filter(extension -> extension.isOf(kind) && !extension.isForPublishersOnly())
                .map(extension -> new HeaderExtension(extension.offeredId(), null, extension.uri()))
                .toList();
    }

    private MediaDescription media(Line line, String tagged, BiConsumer<Line, MediaBuilder> streams) {
        MediaBuilder media = new MediaBuilder(mediaLine(line, MediaLine.FOUND_BY_ICE))
                .mid(line.mid())
                .direction(flow.direction())
                .transport(local.described(Setup.ACTPASS))
                .multiplexing(true, true, false)
                .payloads(NegotiatedCodec.formats(formats.of(line.kind())))
                .candidates(line.mid().equals(tagged) ? local.candidateList() : CandidateList.NONE);
        media.extensions().addAll(extensions(line.kind()));
        streams.accept(line, media);
        return media.build();
    }

    private MediaDescription out(Line line) {
        return new MediaBuilder(mediaLine(line, 0))
                .mid(line.mid())
                .direction(Direction.INACTIVE)
                .build();
    }

    private MediaLine mediaLine(Line line, int port) {
        List<String> types = NegotiatedCodec.formats(formats.of(line.kind())).stream()
                .map(format -> Integer.toString(format.payloadType()))
                .toList();
        if (types.isEmpty()) {
            throw new SdpException("The policy has no codec for " + line.kind().word() + ".");
        }
        return new MediaLine(line.kind().word(), port, "UDP/TLS/RTP/SAVPF", types);
    }
}
