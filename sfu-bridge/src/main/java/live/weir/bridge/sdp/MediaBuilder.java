package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers an m-line, for whoever reads one and for whoever writes one. */
final class MediaBuilder {

    private final MediaLine line;
    private final List<String> bandwidth = new ArrayList<>();
    private final List<HeaderExtension> extensions = new ArrayList<>();
    private final List<Msid> msids = new ArrayList<>();
    private final List<Rid> rids = new ArrayList<>();
    private @Nullable String mid;
    private Direction direction = Direction.SENDRECV;
    private TransportDescription transport = TransportDescription.NONE;
    private MediaDescription.Multiplexing multiplexing = MediaDescription.Multiplexing.NONE;
    private List<PayloadFormat> payloads = List.of();
    private List<Source> sources = List.of();
    private List<SourceGroup> groups = List.of();
    private Simulcast simulcast = Simulcast.NONE;
    private CandidateList candidates = CandidateList.NONE;

    MediaBuilder(MediaLine line) {
        this.line = line;
    }

    List<String> bandwidth() {
        return bandwidth;
    }

    List<HeaderExtension> extensions() {
        return extensions;
    }

    List<Msid> msids() {
        return msids;
    }

    List<Rid> rids() {
        return rids;
    }

    MediaBuilder mid(@Nullable String value) {
        mid = value;
        return this;
    }

    MediaBuilder direction(Direction value) {
        direction = value;
        return this;
    }

    MediaBuilder transport(TransportDescription value) {
        transport = value;
        return this;
    }

    MediaBuilder multiplexing(boolean rtcpMux, boolean reducedSize, boolean bundleOnly) {
        multiplexing = new MediaDescription.Multiplexing(
                rtcpMux || multiplexing.rtcpMux(),
                reducedSize || multiplexing.reducedSize(),
                bundleOnly || multiplexing.bundleOnly());
        return this;
    }

    MediaBuilder payloads(List<PayloadFormat> value) {
        payloads = value;
        return this;
    }

    MediaBuilder sources(List<Source> announced, List<SourceGroup> grouped) {
        sources = announced;
        groups = grouped;
        return this;
    }

    MediaBuilder simulcast(Simulcast value) {
        simulcast = value;
        return this;
    }

    MediaBuilder candidates(CandidateList value) {
        candidates = value;
        return this;
    }

    MediaDescription build() {
        return new MediaDescription(
                line,
                bandwidth,
                mid,
                direction,
                transport,
                multiplexing,
                payloads,
                extensions,
                msids,
                sources,
                groups,
                rids,
                simulcast,
                candidates);
    }
}
