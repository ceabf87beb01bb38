package live.weir.platform.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import live.weir.bridge.ingest.srt.SrtDoor;
import live.weir.platform.launch.StartupNotice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Opens the door for SRT, if there is to be one, and closes it, when {@link RtmpIngest} does so with its own. */
@Component
class SrtIngest implements SmartLifecycle, StartupNotice {

    private static final Logger log = LoggerFactory.getLogger(SrtIngest.class);

    private final SrtDoorSettings settings;
    private final IngestWorkshop workshop;
    private final SrtMeters meters;
    private volatile @Nullable SrtDoor door;

    SrtIngest(SrtDoorSettings settings, IngestWorkshop workshop, MeterRegistry registry) {
        this.settings = settings;
        this.workshop = workshop;
        this.meters = new SrtMeters(registry, this::connections);
    }

    private int connections() {
        SrtDoor open = door;
        return open == null ? 0 : open.connections();
    }

    /** Where encoders come; empty if there is no door. */
    OptionalInt port() {
        SrtDoor open = door;
        return open == null ? OptionalInt.empty() : OptionalInt.of(open.port());
    }

    @Override
    public Optional<String> sentence(String base) {
        OptionalInt listening = port();
        return listening.isPresent()
                ? Optional.of("Encoders that speak SRT publish to srt://localhost:" + listening.getAsInt()
                        + "?streamid= and a stream key")
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
            door = SrtDoor.open(settings.door(), new SrtEncoderDesk(desk), meters);
        } catch (IOException taken) {
            log.warn(
                    "There is no SRT here: port {} cannot be opened ({}). Choose another by WEIR_SRT_PORT",
                    settings.port(),
                    taken.getMessage());
        }
    }

    @Override
    public void stop() {
        SrtDoor last = door;
        door = null;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public boolean isRunning() {
        return door != null;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
