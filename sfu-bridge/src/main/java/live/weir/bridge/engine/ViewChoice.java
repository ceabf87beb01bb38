package live.weir.bridge.engine;

import java.util.Set;

/**
 * What a viewer wants of a stage.
 *
 * @param performers whose publications; none named means everybody's
 * @param video whether pictures are wanted; without them it is audio only
 * @param maxHeight the tallest picture wanted, in pixels; 0 for no limit
 */
public record ViewChoice(Set<PerformerId> performers, boolean video, int maxHeight) {

    public ViewChoice {
        performers = Set.copyOf(performers);
        if (maxHeight < 0) {
            throw new IllegalArgumentException("A height is not negative");
        }
    }

    public static ViewChoice everything() {
        return new ViewChoice(Set.of(), true, 0);
    }

    public boolean includes(PerformerId performer) {
        return performers.isEmpty() || performers.contains(performer);
    }
}
