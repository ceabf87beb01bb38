package live.weir.platform.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import live.weir.bridge.ingest.rtmp.RtmpDoor;
import live.weir.platform.launch.StartupNotice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Opens the door for RTMP when the node listens and closes it before it stops listening: encoders come back by themselves, to another
 * node. A door that cannot be opened costs nobody else anything.
 */
@Component
class RtmpIngest implements SmartLifecycle, StartupNotice {

    private static final Logger log = LoggerFactory.getLogger(RtmpIngest.class);

    private final RtmpDoorSettings settings;
    private final IngestWorkshop workshop;
    private final RtmpMeters meters;
    private volatile @Nullable RtmpDoor door;

    RtmpIngest(RtmpDoorSettings settings, IngestWorkshop workshop, MeterRegistry registry) {
        this.settings = settings;
        this.workshop = workshop;
        this.meters = new RtmpMeters(registry, this::connections);
    }

    private int connections() {
        RtmpDoor open = door;
        return open == null ? 0 : open.connections();
    }

    /** Where encoders come; empty if there is no door. */
    OptionalInt port() {
        RtmpDoor open = door;
        return open == null ? OptionalInt.empty() : OptionalInt.of(open.port());
    }

    @Override
    public Optional<String> sentence(String base) {
        OptionalInt listening = port();
        return listening.isPresent()
                ? Optional.of("OBS and other encoders publish to " + (settings.isTls() ? "rtmps" : "rtmp")
                        + "://localhost:" + listening.getAsInt() + "/live with a stream key")
                : Optional.empty();
    }

    @Override
    public void start() {
        if (settings.enabled()) {
            workshop.desk().ifPresent(this::open);
        }
    }

    private void open(EncoderDesk desk) {
        try {
            door = RtmpDoor.open(settings.door(), new RtmpDesk(desk), meters);
        } catch (IOException taken) {
            log.warn(
                    "There is no RTMP here: port {} cannot be opened ({}). Choose another by WEIR_RTMP_PORT, or WEIR_RTMP_ENABLED=false",
                    settings.port(),
                    taken.getMessage());
        }
    }

    @Override
    public void stop() {
        RtmpDoor last = door;
        door = null;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public boolean isRunning() {
        return door != null;
    }

    /** Last to start and first to stop. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
