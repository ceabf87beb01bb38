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
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** A session by WHIP or WHEP: one POST with the offer, and a DELETE at the end. */
abstract class SdpSession extends MediaSession {

    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final int NOT_ON_AIR = 409;
    private static final Duration AGAIN = Duration.ofMillis(300);

    private final LoadComponents components;
    private final URI address;
    private final Map<String, String> headers = new HashMap<>();
    private final Disposable.Composite work = Disposables.composite();
    private final long waitsUntil;
    private volatile boolean answered;

    /** @param waits how long to ask again while nobody is on air */
    SdpSession(Step step, LoadComponents components, URI address, String bearer, Duration waits) {
        super(step);
        this.components = components;
        this.address = address;
        this.waitsUntil = step.startNanos() + waits.toNanos();
        if (!bearer.isEmpty()) {
            headers.put("Authorization", "Bearer " + bearer);
        }
    }

    /** The last thing that the user waits for before it goes on. */
    abstract String goal();

    void start(RtcPeer peer) {
        use(peer);
        work.add(Mono.fromCompletionStage(peer.offer(components.local()))
                .flatMap(this::ask)
                .subscribe(reply -> accept(reply, peer), failed -> giveUp(String.valueOf(failed.getMessage()))));
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
        answered = true;
        step().reached("answer");
        peer.connect(reply.text());
        work.add(Mono.delay(components.protocol().patience())
                .subscribe(any -> giveUp("No " + awaited() + " within "
                        + components.protocol().patience().toSeconds() + " s")));
    }

    private static @Nullable String problem(Reply reply) {
        if (reply.status() != 201) {
            return "The server answered " + reply.describe();
        }
        return reply.header("Location").isEmpty() ? "The server's 201 has no Location" : null;
    }

    @Override
    protected String awaited() {
        return answered ? (isConnected() ? goal() : "connected") : "answer";
    }

    @Override
    protected void begin() {
        super.begin();
        work.dispose();
    }

    @Override
    public void close() {
        super.close();
        work.dispose();
    }
}
