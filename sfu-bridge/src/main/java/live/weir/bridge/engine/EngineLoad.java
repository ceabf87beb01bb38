package live.weir.bridge.engine;

/**
 * How busy an engine is.
 *
 * @param busy share of the scarcest resource in use, 0 to 1: places for stages and peers, cores; new stages should go elsewhere well
 *     before 1
 */
public record EngineLoad(
        int stages, int publications, int viewers, long receivedBitsPerSecond, long sentBitsPerSecond, double busy) {}
