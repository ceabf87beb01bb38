package live.weir.platform.program;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import live.weir.bridge.transcode.MakerSettings;
import live.weir.bridge.transcode.ProgramMaker;
import live.weir.bridge.transcode.ProgramRefused;
import live.weir.bridge.transcode.program.FfmpegProgramMaker;
import live.weir.platform.delivery.Programs;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.resilience.Guard;
import live.weir.platform.resilience.GuardPolicy;
import live.weir.platform.resilience.Guards;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Programs, where the node makes them. */
@Configuration(proxyBeanMethods = false)
class ProgramConfiguration {

    /** A start takes a second or two; unpacking the libraries on a slow disk, or a machine that is busy, takes longer. */
    private static final GuardPolicy POLICY =
            new GuardPolicy(64, Duration.ofSeconds(30), 50, 3, Duration.ofMinutes(2), Duration.ofSeconds(10), 1, 0);

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Of other nodes' programs, too: so it is there on each. */
    @Bean
    HlsBoard hlsBoard(Redis redis, JsonMapper json, Clock clock) {
        return new HlsBoard(redis, json, clock);
    }

    @Bean
    HlsNews hlsNews(HlsBoard board, LiveBroadcasts live) {
        return new HlsNews(board, live);
    }

    /** The libraries are shared with whatever else of this node needs FFmpeg. */
    @Bean(destroyMethod = "close")
    ProgramMaker programMaker(ProgramSwitches switches, NodeSettings node) {
        return FfmpegProgramMaker.open(
                new MakerSettings(natives(node), switches.coresOf(PROCESSORS), switches.spare()));
    }

    private static Path natives(NodeSettings node) {
        return node.homeDirectory().resolve("runtime").resolve("ffmpeg");
    }

    @Bean
    ProgramShape programShape(ProgramSwitches switches, NodeSettings node) {
        ProgramPlan plan = ProgramPlan.of(switches, PROCESSORS);
        return new ProgramShape(
                plan.ladder(),
                plan.frameRate(),
                plan.part(),
                plan.keyframes(),
                plan.audioBitrate(),
                plan.pictures(),
                natives(node));
    }

    @Bean(destroyMethod = "dispose")
    Scheduler programScheduler() {
        return Schedulers.newSingle("weir-programs", true);
    }

    @Bean
    Guard ffmpegGuard(Guards guards, ProgramMaker maker) {
        FfmpegProbe probe = new FfmpegProbe(maker);
        return guards.create("ffmpeg", POLICY, failure -> !(failure instanceof ProgramRefused), probe::run);
    }

    @Bean
    ProductionTotals productionTotals() {
        return new ProductionTotals();
    }

    @Bean
    Productions productions(
            ProgramMaker maker,
            Guard ffmpegGuard,
            Programs audience,
            ProgramSwitches switches,
            NodeSettings node,
            HlsNews news,
            Scheduler programScheduler,
            ProductionTotals totals) {
        ProgramPlan plan = ProgramPlan.of(switches, PROCESSORS);
        boolean wanted = switches.enabled() && node.roles().contains(NodeSettings.Role.MEDIA);
        return new Productions(
                new ProductionLine(maker, ffmpegGuard, audience, plan, news, programScheduler), totals, wanted);
    }

    @Bean
    ProductionMeters productionMeters(Productions productions, ProductionTotals totals, MeterRegistry meters) {
        return new ProductionMeters(productions, totals, meters);
    }

    @Bean
    ProductionHealth programsHealthIndicator(Productions productions) {
        return new ProductionHealth(productions);
    }
}
