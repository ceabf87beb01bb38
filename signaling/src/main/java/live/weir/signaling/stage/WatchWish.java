package live.weir.signaling.stage;

import java.util.Set;

/**
 * What a viewer asked for.
 *
 * @param performers by id or, for people who write addresses, by name; empty for all who are on stage
 * @param video without it, audio only
 * @param maxHeight in pixels; 0 for no limit
 */
public record WatchWish(Set<String> performers, boolean video, int maxHeight) {

    public WatchWish {
        performers = Set.copyOf(performers);
    }

    public static WatchWish everything() {
        return new WatchWish(Set.of(), true, 0);
    }
}
