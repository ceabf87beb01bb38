package live.weir.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.weir.bridge.engine.MediaEngine;
import live.weir.signaling.http.ClientView;
import live.weir.signaling.http.CrossOrigin;
import live.weir.signaling.http.Door;
import live.weir.signaling.stage.BroadcastBook;
import live.weir.signaling.stage.IceServers;
import live.weir.signaling.stage.ProgramHouse;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageHouse;
import live.weir.signaling.stage.StageLeases;
import live.weir.signaling.stage.StageLimits;
import live.weir.signaling.stage.StageMemory;
import live.weir.signaling.stage.StageMeters;
import live.weir.signaling.stage.StagePorts;
import live.weir.signaling.stage.StageTime;
import live.weir.signaling.stage.Stages;
import live.weir.signaling.whep.WhepEntrance;
import live.weir.signaling.whip.WhipEntrance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The stages of this node and the doors that lead to them: what signaling brings, joined. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

    /** Mailboxes are short: a thread or two keep up with thousands of stages. */
    private static final int STAGE_THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

    @Bean(destroyMethod = "dispose")
    Scheduler stageScheduler() {
        return Schedulers.newParallel("weir-stages", STAGE_THREADS, true);
    }

    @Bean
    StageTime stageTime(Clock clock, Scheduler stageScheduler) {
        return new StageTime(clock, stageScheduler);
    }

    @Bean
    StageMeters stageMeters(MeterRegistry meters) {
        return new MicrometerStageMeters(meters);
    }

    @Bean(destroyMethod = "") // StageDoors does it, before the server stops listening
    Stages stages(
            MediaEngine engine,
            StageLeases leases,
            StageMemory memory,
            BroadcastBook book,
            IceServers iceServers,
            ProgramHouse programs,
            StageLimits limits,
            StageTime time,
            StageMeters meters) {
        return new Stages(engine, new StagePorts(leases, memory, book, iceServers, programs), limits, time, meters);
    }

    /** Before Weir's other rules on origins (-200), which would ask for a configured origin. */
    @Bean
    @Order(-201)
    CrossOrigin doorsOfAllOrigins() {
        return new CrossOrigin();
    }

    @Bean
    RouterFunction<ServerResponse> whipDoor(
            StageAccess access, StageHouse house, IceServers iceServers, ClientView view, StageLimits limits) {
        return new Door(new WhipEntrance(access, house), iceServers, view, limits.maxSockets()).routes();
    }

    @Bean
    RouterFunction<ServerResponse> whepDoor(
            StageAccess access, StageHouse house, IceServers iceServers, ClientView view, StageLimits limits) {
        return new Door(new WhepEntrance(access, house), iceServers, view, limits.maxSockets()).routes();
    }
}
