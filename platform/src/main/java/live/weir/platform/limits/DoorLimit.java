package live.weir.platform.limits;

import java.net.InetAddress;
import live.weir.platform.web.ClientAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The limit of doors to stages, for a door that speaks no HTTP. */
@Component
public class DoorLimit {

    private final ObjectProvider<RateLimits> limits;

    DoorLimit(ObjectProvider<RateLimits> limits) {
        this.limits = limits;
    }

    /** Whether somebody there may knock once more. Does not wait: this limit is counted per node. */
    public boolean spendToken(InetAddress from) {
        RateLimits known = limits.getIfAvailable();
        return known == null || known.door().spendTokenHere(ClientAddress.household(from));
    }
}
