package live.weir.platform.stage;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import live.weir.platform.audience.Gathering;
import live.weir.signaling.stage.Stages;
import org.springframework.stereotype.Component;

/** Who is at the stages of this node. Nobody else has them, so that is all there are. */
@Component
final class StageGathering implements Gathering {

    private final Stages stages;

    StageGathering(Stages stages) {
        this.stages = stages;
    }

    @Override
    public Kind kind() {
        return Kind.STAGE;
    }

    @Override
    public Map<UUID, Long> present() {
        Map<UUID, Long> present = new HashMap<>();
        stages.audiences().forEach((channel, viewers) -> present.put(UUID.fromString(channel), (long) viewers));
        return present;
    }
}
