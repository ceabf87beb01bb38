package live.weir.platform.identity;

import java.util.UUID;

/** Names a channel for ever, whatever becomes of its slug. */
public record ChannelId(UUID value) {

    public static ChannelId next() {
        return new ChannelId(TimeOrderedId.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
