package live.weir.load.kurento;

import java.time.Duration;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.http.HttpFailure;
import live.weir.load.kurento.KurentoRoom.OnAir;
import live.weir.load.rtc.RtcPeer;
import live.weir.load.webrtc.RoomSession;
import reactor.core.publisher.Mono;

/** One user's endpoint in a pipeline. */
final class KurentoSession extends RoomSession {

    private final LoadComponents components;
    private final KurentoRoom room;
    private final KurentoLine line;

    KurentoSession(Step step, LoadComponents components, Role role, KurentoRoom room) {
        super(step, components, role);
        this.components = components;
        this.room = room;
        this.line = room.line(components);
    }

    @Override
    protected void perform(RtcPeer peer) {
        use(peer);
        negotiate(line.createPipeline().flatMap(pipeline -> {
            onClose(() -> line.release(pipeline)); // and with it, what is in it
            return line.createEndpoint(pipeline)
                    .flatMap(endpoint -> describe(peer, endpoint)
                            .doOnSuccess(any -> room.onAir().complete(new OnAir(pipeline, endpoint))));
        }));
    }

    @Override
    protected void watch(RtcPeer peer, Duration waits) {
        use(peer);
        negotiate(Mono.fromFuture(room.onAir(), true)
                .timeout(waits, Mono.error(() -> new HttpFailure("Nobody performs in the pipeline")))
                .doOnNext(any -> beginAgain())
                .flatMap(onAir -> line.createEndpoint(onAir.pipeline()).flatMap(endpoint -> {
                    onClose(() -> line.release(endpoint));
                    return line.connect(onAir.endpoint(), endpoint).then(describe(peer, endpoint));
                })));
    }

    /** Kurento tells its candidates one by one; all of them are waited for. */
    private Mono<Void> describe(RtcPeer peer, String endpoint) {
        return Mono.fromCompletionStage(peer.offer(components.local()))
                .flatMap(offer -> line.answer(endpoint, offer))
                .doOnNext(answer -> agree(peer, answer))
                .then();
    }
}
