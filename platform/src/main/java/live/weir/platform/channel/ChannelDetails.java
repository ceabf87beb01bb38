package live.weir.platform.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an owner may change of a channel, valid and in its normal form.
 *
 * @param nextBroadcastAt when the next show is, as the owner says; shown until it has passed
 */
record ChannelDetails(
        String title,
        String description,
        String language,
        Visibility visibility,
        @Nullable Instant nextBroadcastAt) {}
