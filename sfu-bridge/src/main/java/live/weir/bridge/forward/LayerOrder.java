package live.weir.bridge.forward;

import java.util.Arrays;

/**
 * Which simulcast layer is taller than which. Publishers list them as they please, and tell by their pictures' heights;
 * until they have, the first listed counts as the tallest.
 */
final class LayerOrder {

    private final int[] heights;
    /** From the lowest to the tallest. */
    private final int[] layers;

    private LayerOrder(int[] heights) {
        this.heights = heights;
        this.layers = new int[heights.length];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = layers.length - 1 - i;
        }
        // Layers of unknown height keep their places; any two others that stand wrong change theirs.
        for (int i = 0; i < layers.length; i++) {
            for (int j = i + 1; j < layers.length; j++) {
                if (isTaller(layers[i], layers[j])) {
                    int layer = layers[j];
                    layers[j] = layers[i];
                    layers[i] = layer;
                }
            }
        }
    }

    static LayerOrder of(PublishedTrack track) {
        int[] heights = new int[track.format().layers()];
        for (int layer = 0; layer < heights.length; layer++) {
            heights[layer] = track.publisher().height(layer);
        }
        return new LayerOrder(heights);
    }

    private boolean isTaller(int layer, int than) {
        return heights[layer] > 0 && heights[than] > 0 && heights[layer] > heights[than];
    }

    boolean isSameAs(LayerOrder other) {
        return Arrays.equals(layers, other.layers);
    }

    int layer(int rank) {
        return layers[rank];
    }

    int rank(int layer) {
        int rank = 0;
        while (layers[rank] != layer) {
            rank++;
        }
        return rank;
    }

    /** The highest rank whose picture is not taller; the lowest if all are. */
    int highestWithin(int maxHeight) {
        int rank = layers.length - 1;
        while (maxHeight > 0 && rank > 0 && heights[layers[rank]] > maxHeight) {
            rank--;
        }
        return rank;
    }
}
