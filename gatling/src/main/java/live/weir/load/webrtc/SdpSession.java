package live.weir.load.webrtc;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.http.Reply;
import live.weir.load.rtc.RtcPeer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A session by WHIP or WHEP: one POST with the offer, and a DELETE at the end. */
final class SdpSession extends NegotiatedSession {

    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final int NOT_ON_AIR = 409;
    private static final Duration AGAIN = Duration.ofMillis(300);

    private final LoadComponents components;
    private final URI address;
    private final Map<String, String> headers = new HashMap<>();
    private final long waitsUntil;

    /** @param waits how long to ask again while nobody is on air */
    SdpSession(
            Step step,
            LoadComponents components,
            Role role,
            Course course,
            URI address,
            String bearer,
            Duration waits) {
        super(step, components, role, course);
        this.components = components;
        this.address = address;
        this.waitsUntil = step.startNanos() + waits.toNanos();
        if (!bearer.isEmpty()) {
            headers.put("Authorization", "Bearer " + bearer);
        }
    }

    void start(RtcPeer peer) {
        use(peer);
        negotiate(Mono.fromCompletionStage(peer.offer(components.local()))
                .flatMap(this::ask)
                .doOnNext(reply -> accept(reply, peer)));
    }

    private Mono<Reply> ask(String offer) {
        Map<String, String> sent = new HashMap<>(headers);
        sent.put("Content-Type", "application/sdp");
        sent.put("Accept", "application/sdp");
        Duration patience = components.protocol().patience();
        return components
                .http()
                .send(HttpMethod.POST, address, sent, offer, patience, LARGEST_ANSWER)
                .flatMap(reply -> reply.status() == NOT_ON_AIR && System.nanoTime() - waitsUntil < 0
                        ? Mono.delay(AGAIN).doOnNext(any -> beginAgain()).then(ask(offer))
                        : Mono.just(reply));
    }

    private void accept(Reply reply, RtcPeer peer) {
        String problem = problem(reply);
        if (problem != null) {
            giveUp(problem);
            return;
        }
        onClose(deletion(components.http(), reply.uri().resolve(reply.header("Location")), headers));
        agree(peer, reply.text());
    }

    private static @Nullable String problem(Reply reply) {
        if (reply.status() != 201) {
            return "The server answered " + reply.describe();
        }
        return reply.header("Location").isEmpty() ? "The server's 201 has no Location" : null;
    }
}
