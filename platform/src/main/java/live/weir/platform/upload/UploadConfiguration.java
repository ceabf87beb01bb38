package live.weir.platform.upload;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.weir.platform.delivery.DraftNotes;
import live.weir.platform.delivery.RecordingDrafts;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.program.ProgramShape;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Joins together what takes files and what makes recordings of them. */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {

    private static final int THREADS = 2;

    /** Each sender has one piece waiting. */
    private static final int WAITING = 2_000;

    @Bean(destroyMethod = "dispose")
    Scheduler uploadScheduler() {
        return Schedulers.newBoundedElastic(THREADS, WAITING / THREADS, "weir-upload", 30, true);
    }

    @Bean
    UploadFiles uploadFiles(NodeSettings node, Scheduler uploadScheduler) {
        return new UploadFiles(node.homeDirectory().resolve("uploads"), uploadScheduler);
    }

    @Bean
    UploadMeters uploadMeters(MeterRegistry meters) {
        return new UploadMeters(meters);
    }

    @Bean
    Conversions conversions(
            UploadRepository rows,
            UploadFiles files,
            RecordingDrafts drafts,
            ProgramShape shape,
            UploadSettings settings,
            NodeSettings node,
            NodeRegistry nodes,
            UploadMeters meters,
            MeterRegistry registry) {
        Conversions conversions =
                new Conversions(rows, files, drafts, shape, settings, nodes, meters, takes(settings, node));
        meters.watch(registry, files, conversions);
        return conversions;
    }

    private static boolean takes(UploadSettings settings, NodeSettings node) {
        return settings.enabled() && node.roles().contains(NodeSettings.Role.MEDIA);
    }

    @Bean
    UploadDesk uploadDesk(
            UploadRepository rows,
            UploadFiles files,
            UploadSettings settings,
            Conversions conversions,
            NodeSettings node,
            NodeRegistry nodes,
            Clock clock) {
        return new UploadDesk(rows, files, settings, conversions, nodes, clock, takes(settings, node));
    }

    @Bean
    DraftNotes draftNotes(UploadRepository rows) {
        return rows::isDraft;
    }
}
