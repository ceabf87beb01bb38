/**
 * Channels' audiences, minute by minute: how many were there by which way, how much was said, and how it sounded. Written
 * by every node about what it knows, kept as one line a minute and channel, and shown to the channel's owner.
 *
 * <pre>
 *  Gathering (stage, hls, chat) ──who is there──▶ Minutes ──a minute that is over──▶ Tellings ──▶ channel_viewers ──▶ AudienceHandler
 *  Engagement ◀──what was said, reactions──────────┘ memory            bounded ┘
 * </pre>
 *
 * <p>Public: {@link live.weir.platform.audience.Gathering}, which other features answer, and
 * {@link live.weir.platform.audience.Engagement}, which they tell. It knows no feature but {@code channel}.
 */
@NullMarked
package live.weir.platform.audience;

import org.jspecify.annotations.NullMarked;
