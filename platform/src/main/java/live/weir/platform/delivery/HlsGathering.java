package live.weir.platform.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import live.weir.platform.audience.Gathering;
import live.weir.platform.live.HlsAudience;
import org.springframework.stereotype.Component;

/** Who plays programs, by HLS or DASH. The node that makes a program knows of its viewers on all nodes. */
@Component
final class HlsGathering implements Gathering {

    private final HlsAudience audience;

    HlsGathering(HlsAudience audience) {
        this.audience = audience;
    }

    @Override
    public Kind kind() {
        return Kind.HLS;
    }

    @Override
    public Map<UUID, Long> present() {
        Map<UUID, Long> present = new HashMap<>();
        audience.present().forEach((channel, viewers) -> present.put(channel.value(), viewers));
        return present;
    }
}
