package live.weir.bridge.forward;

/** Tells of the layers that a slot shows when they are others than before. Belongs to the viewer's loop. */
final class QualityNews {

    private final ViewerListener listener;
    private int layer = EgressStream.NO_LAYER;
    private int spatial;

    QualityNews(ViewerListener listener) {
        this.listener = listener;
    }

    void tell(SlotFormat format, EgressStream stream, LayerChoice choice, long bitsPerSecond) {
        int layerNow = stream.shownLayer();
        int spatialNow = stream.spatial();
        boolean news = layerNow != layer || spatialNow != spatial;
        layer = layerNow;
        spatial = spatialNow;
        if (news && layerNow != EgressStream.NO_LAYER) {
            listener.quality(
                    format,
                    choice.name(layerNow, spatialNow),
                    choice.width(layerNow, spatialNow),
                    choice.height(layerNow, spatialNow),
                    bitsPerSecond);
        }
    }
}
