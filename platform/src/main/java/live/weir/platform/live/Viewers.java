package live.weir.platform.live;

/** Who watches, in one number. Who watches by both ways at once is in it twice: nothing tells that it is one person. */
final class Viewers {

    private Viewers() {}

    static int together(int onStage, long byHls) {
        return (int) Math.min(Integer.MAX_VALUE, onStage + byHls);
    }
}
