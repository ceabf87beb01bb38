package live.weir.signaling.socket;

import java.util.List;
import java.util.function.Function;
import live.weir.signaling.protocol.StageCodec;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageMeters;
import live.weir.signaling.stage.StageTime;
import live.weir.signaling.stage.Stages;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;

/** Every WebSocket at {@code …/{slug}} becomes a {@link StageSocket}; to be upgraded by {@link StageUpgrade}. */
public final class StageSocketHandler implements WebSocketHandler {

    public static final String PROTOCOL = "weir.stage.v1";

    /** What all sockets share. */
    record Parts(
            Stages stages,
            Doorman doorman,
            Function<HandshakeInfo, Credentials> from,
            SocketLimits limits,
            StageTime time,
            StageMeters meters,
            StageCodec codec) {}

    private final Parts parts;

    /** @param from where a client comes from: address and headers; what it shows comes with its hello */
    public StageSocketHandler(
            Stages stages,
            StageAccess access,
            Function<HandshakeInfo, Credentials> from,
            SocketLimits limits,
            StageTime time,
            StageMeters meters) {
        this.parts = new Parts(stages, new Doorman(access), from, limits, time, meters, new StageCodec());
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of(PROTOCOL);
    }

    @Override
    public Mono<Void> handle(WebSocketSession session) {
        return Mono.defer(() -> new StageSocket(session, parts).run());
    }
}
