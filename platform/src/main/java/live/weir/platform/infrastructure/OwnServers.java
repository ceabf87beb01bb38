package live.weir.platform.infrastructure;

import java.nio.file.Path;
import java.util.Optional;
import live.weir.platform.infrastructure.embedded.EmbeddedServices;
import live.weir.platform.infrastructure.embedded.WeirHome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that this node runs for itself, and the home they live in; neither is touched when all are the operator's. */
final class OwnServers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("weir");

    private final @Nullable WeirHome home;
    private final @Nullable EmbeddedServices services;

    private OwnServers(@Nullable WeirHome home, @Nullable EmbeddedServices services) {
        this.home = home;
        this.services = services;
    }

    static OwnServers start(Path path, boolean postgres, boolean redis) {
        if (!postgres && !redis) {
            return new OwnServers(null, null);
        }
        WeirHome home = WeirHome.open(path);
        boolean up = false;
        try {
            EmbeddedServices services = EmbeddedServices.start(home, postgres, redis, log::info);
            up = true;
            return new OwnServers(home, services);
        } finally {
            if (!up) {
                home.close();
            }
        }
    }

    Optional<EmbeddedServices> services() {
        return Optional.ofNullable(services);
    }

    @Override
    public void close() {
        if (services != null) {
            services.close();
        }
        if (home != null) {
            home.close();
        }
    }
}
