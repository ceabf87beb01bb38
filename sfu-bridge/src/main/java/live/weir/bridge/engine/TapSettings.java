package live.weir.bridge.engine;

/**
 * @param packets how many packets the ring holds; when it is full the oldest go, and are counted
 * @param layer which simulcast layer: 0 is the tallest that is being sent
 */
public record TapSettings(int packets, int layer) {

    public TapSettings {
        if (packets < 64 || packets > 65_536 || Integer.bitCount(packets) != 1) {
            throw new IllegalArgumentException("A tap holds 64 to 65536 packets, a power of two");
        }
    }

    public static TapSettings defaults() {
        return new TapSettings(4096, 0);
    }
}
