package live.weir.bridge.engine;

/** The name of a stage: unique within an engine, chosen by whoever opens it. */
public record StageId(String value) {

    public StageId {
        Names.requireShort("stage", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
