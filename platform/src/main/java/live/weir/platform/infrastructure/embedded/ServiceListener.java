package live.weir.platform.infrastructure.embedded;

/** Watches the embedded services, for health and metrics. */
@FunctionalInterface
public interface ServiceListener {

    /**
     * Called from the service's own thread; must be quick.
     *
     * @param service {@code PostgreSQL} or {@code Redis}
     */
    void stateChanged(String service, ServiceState state);
}
