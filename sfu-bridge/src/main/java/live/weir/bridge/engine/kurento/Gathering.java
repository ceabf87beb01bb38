package live.weir.bridge.engine.kurento;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.weir.bridge.sdp.IceCandidate;
import live.weir.bridge.sdp.SdpException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The addresses that a server finds of itself. */
final class Gathering {

    /** A server that asks a silent STUN server takes longer: what it has found by then will do. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int MOST = 32;

    private final List<IceCandidate> found = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> end = Sinks.empty();

    /** What is no candidate, and what isn't of the one component that is used, is left out. */
    void found(String line) {
        try {
            IceCandidate candidate = IceCandidate.parse(line);
            if (candidate.component() == IceCandidate.RTP && found.size() < MOST) {
                found.add(candidate);
            }
        } catch (SdpException none) {
            // nothing that a client could use
        }
    }

    void end() {
        end.tryEmitEmpty();
    }

    Mono<Void> done() {
        return end.asMono().timeout(PATIENCE, Mono.empty());
    }

    /** UDP first: some clients read one and give up if that is TCP. */
    List<IceCandidate> found() {
        return found.stream()
                .sorted(Comparator.comparing(one -> one.transport().equals("udp") ? 0 : 1))
                .toList();
    }

    /** Of a whole candidate, or of what a server makes of it; empty if there is none in it. */
    static String addressOf(String candidate) {
        try {
            IceCandidate parsed = IceCandidate.parse(candidate);
            return parsed.address() + ":" + parsed.port();
        } catch (SdpException none) {
            return "";
        }
    }
}
