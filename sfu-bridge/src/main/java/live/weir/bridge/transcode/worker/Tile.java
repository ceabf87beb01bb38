package live.weir.bridge.transcode.worker;

/**
 * Where in the picture a source is seen; all even, as the pixels of colour ask for.
 *
 * @param source its place in the list that was arranged
 */
record Tile(int source, int x, int y, int width, int height) {

    static Tile of(int source, double x, double y, double width, double height) {
        return new Tile(source, even(x), even(y), even(x + width) - even(x), even(y + height) - even(y));
    }

    private static int even(double value) {
        return (int) Math.round(value / 2) * 2;
    }
}
