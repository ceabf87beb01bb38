package live.weir.bridge.engine;

/** Who publishes on a stage. A performer has at most one publication there. */
public record PerformerId(String value) {

    public PerformerId {
        Names.requireShort("performer", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
