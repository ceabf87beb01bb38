package live.weir.bridge.engine.kurento;

import java.util.List;
import org.kurento.client.DtlsConnection;
import org.kurento.client.DtlsConnectionState;
import org.kurento.client.IceCandidateFoundEvent;
import org.kurento.client.IceComponentState;
import org.kurento.client.IceConnection;
import org.kurento.client.ListenerSubscription;
import org.kurento.client.MediaFlowInStateChangedEvent;
import org.kurento.client.MediaFlowOutStateChangedEvent;
import org.kurento.client.MediaFlowState;
import org.kurento.client.MediaTranscodingState;
import org.kurento.client.MediaTranscodingStateChangedEvent;
import org.kurento.client.MediaType;
import org.kurento.client.NewCandidatePairSelectedEvent;
import org.kurento.client.WebRtcEndpoint;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an endpoint tells of itself, in plain words. */
final class EndpointEvents {

    /** On the connection's loop, in order. */
    interface Listener {
        void candidate(String line);

        void gathered();

        void path(String remoteCandidate);

        void iceUp();

        void iceDown();

        void secured();

        void handshakeFailed();

        void clientLeft();

        /** Into the stage, from the client. */
        void arrives(boolean video, boolean flows);

        /** Out of the stage, to the client. */
        void leaves(boolean video, boolean flows);

        void transcodes(String what);

        void failed(String description);
    }

    private EndpointEvents() {}

    /** Before the endpoint is given anything to do, so that nothing of it is missed. */
    static Mono<Void> listen(WebRtcEndpoint endpoint, Listener to) {
        return Mono.when(
                Calls.<ListenerSubscription>call(
                        done -> endpoint.addIceCandidateFoundListener(event -> candidate(event, to), done)),
                Calls.<ListenerSubscription>call(
                        done -> endpoint.addIceGatheringDoneListener(event -> to.gathered(), done)),
                Calls.<ListenerSubscription>call(
                        done -> endpoint.addIceComponentStateChangedListener(event -> ice(event.getState(), to), done)),
                Calls.<ListenerSubscription>call(
                        done -> endpoint.addNewCandidatePairSelectedListener(event -> path(event, to), done)),
                Calls.<ListenerSubscription>call(done ->
                        endpoint.addDtlsConnectionStateChangeListener(event -> dtls(event.getState(), to), done)),
                Calls.<ListenerSubscription>call(
                        done -> endpoint.addMediaFlowOutStateChangedListener(event -> arrival(event, to), done)),
                Calls.<ListenerSubscription>call(
                        done -> endpoint.addMediaFlowInStateChangedListener(event -> departure(event, to), done)),
                Calls.<ListenerSubscription>call(done ->
                        endpoint.addMediaTranscodingStateChangedListener(event -> transcoding(event, to), done)),
                Calls.<ListenerSubscription>call(
                        done -> endpoint.addErrorListener(event -> to.failed(event.getDescription()), done)));
    }

    /** For what was told while nobody heard it: tells how everything stands now, in the order in which it comes about. */
    static Mono<Void> ask(WebRtcEndpoint endpoint, Listener to) {
        return Calls.<List<IceConnection>>call(endpoint::getIceConnectionState)
                .doOnNext(all -> all.forEach(one -> ice(one.getState(), to)))
                .then(Calls.<List<DtlsConnection>>call(endpoint::getDtlsConnectionState))
                .doOnNext(all -> all.forEach(one -> dtls(one.getState(), to)))
                .thenMany(Flux.just(MediaType.AUDIO, MediaType.VIDEO))
                .concatMap(type -> flows(endpoint, type, to))
                .then();
    }

    private static Mono<Void> flows(WebRtcEndpoint endpoint, MediaType type, Listener to) {
        boolean video = type == MediaType.VIDEO;
        return Calls.<Boolean>call(flows -> endpoint.isMediaFlowingOut(type, flows))
                .doOnNext(flows -> to.arrives(video, flows))
                .then(Calls.<Boolean>call(flows -> endpoint.isMediaFlowingIn(type, flows)))
                .doOnNext(flows -> to.leaves(video, flows))
                .then();
    }

    private static void candidate(IceCandidateFoundEvent event, Listener to) {
        to.candidate(event.getCandidate().getCandidate());
    }

    private static void path(NewCandidatePairSelectedEvent event, Listener to) {
        to.path(event.getCandidatePair().getRemoteCandidate());
    }

    private static void ice(IceComponentState state, Listener to) {
        switch (state) {
            case CONNECTED, READY -> to.iceUp();
            case DISCONNECTED, FAILED -> to.iceDown();
            case GATHERING, CONNECTING -> {}
        }
    }

    private static void dtls(DtlsConnectionState state, Listener to) {
        switch (state) {
            case CONNECTED -> to.secured();
            case FAILED -> to.handshakeFailed();
            case CLOSED -> to.clientLeft();
            case NEW, CONNECTING -> {}
        }
    }

    private static void arrival(MediaFlowOutStateChangedEvent event, Listener to) {
        if (event.getMediaType() != MediaType.DATA) {
            to.arrives(event.getMediaType() == MediaType.VIDEO, event.getState() == MediaFlowState.FLOWING);
        }
    }

    private static void departure(MediaFlowInStateChangedEvent event, Listener to) {
        if (event.getMediaType() != MediaType.DATA) {
            to.leaves(event.getMediaType() == MediaType.VIDEO, event.getState() == MediaFlowState.FLOWING);
        }
    }

    private static void transcoding(MediaTranscodingStateChangedEvent event, Listener to) {
        if (event.getState() == MediaTranscodingState.TRANSCODING) {
            to.transcodes(event.getMediaType() == MediaType.VIDEO ? "pictures" : "sounds");
        }
    }
}
