package live.weir.load.janus;

import java.time.Duration;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.http.HttpFailure;
import live.weir.load.janus.JanusHandle.Description;
import live.weir.load.rtc.RtcPeer;
import live.weir.load.webrtc.RoomSession;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** One user's session in a video room. A performer offers; to a viewer, Janus does. */
final class JanusSession extends RoomSession {

    private final LoadComponents components;
    private final JanusRoom room;

    JanusSession(Step step, LoadComponents components, Role role, JanusRoom room) {
        super(step, components, role);
        this.components = components;
        this.room = room;
    }

    @Override
    protected void perform(RtcPeer peer) {
        use(peer);
        String join = "{\"request\":\"joinandconfigure\",\"ptype\":\"publisher\",\"room\":" + room.number() + "}";
        negotiate(Mono.zip(Mono.fromCompletionStage(peer.offer(components.local())), attach())
                .flatMap(both -> both.getT2().ask(join, new Description("offer", both.getT1())))
                .doOnNext(event -> {
                    agree(peer, JanusHandle.description(event));
                    room.feed().complete(feed(event));
                }));
    }

    @Override
    protected void watch(RtcPeer peer, Duration waits) {
        use(peer);
        negotiate(Mono.fromFuture(room.feed(), true)
                .timeout(waits, Mono.error(() -> new HttpFailure("Nobody performs in the room")))
                .doOnNext(any -> beginAgain())
                .flatMap(feed -> attach().flatMap(handle -> watch(peer, handle, feed))));
    }

    private Mono<Void> watch(RtcPeer peer, JanusHandle handle, long feed) {
        String join = "{\"request\":\"join\",\"ptype\":\"subscriber\",\"room\":" + room.number()
                + ",\"streams\":[{\"feed\":" + feed + "}]}";
        return handle.ask(join, null).flatMap(event -> {
            String offer = JanusHandle.description(event);
            return Mono.fromCompletionStage(peer.answer(offer, components.local()))
                    .flatMap(answer -> handle.tell("{\"request\":\"start\"}", new Description("answer", answer)))
                    .then(Mono.fromRunnable(() -> agree(peer, offer)));
        });
    }

    private Mono<JanusHandle> attach() {
        return JanusHandle.attach(
                        components.http(), room.address(), components.protocol().patience())
                .doOnNext(handle -> onClose(handle::close));
    }

    private static long feed(JsonNode event) {
        return event.path("plugindata").path("data").path("id").asLong();
    }
}
