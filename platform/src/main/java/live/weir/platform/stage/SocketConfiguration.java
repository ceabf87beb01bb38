package live.weir.platform.stage;

import java.util.Map;
import java.util.Objects;
import live.weir.signaling.socket.SocketLimits;
import live.weir.signaling.socket.StageSocketHandler;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageMeters;
import live.weir.signaling.stage.StageTime;
import live.weir.signaling.stage.Stages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** Where the stage socket is. */
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {

    @Bean
    StageSocketHandler stageSocketHandler(Stages stages, StageAccess access, StageTime time, StageMeters meters) {
        return new StageSocketHandler(
                stages,
                access,
                handshake -> Objects.requireNonNull(
                        (Credentials) handshake.getAttributes().get(SocketUpgrade.FROM)),
                SocketLimits.defaults(),
                time,
                meters);
    }

    @Bean
    HandlerMapping stageSocketMapping(StageSocketHandler sockets) {
        return new SimpleUrlHandlerMapping(Map.of("/ws/stage/{slug}", sockets), Ordered.HIGHEST_PRECEDENCE + 100);
    }
}
