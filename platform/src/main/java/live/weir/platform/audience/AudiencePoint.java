package live.weir.platform.audience;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a channel's curve.
 *
 * @param at when the step begins
 * @param stage the most at a time with the stage's page open, or watching by WHEP
 * @param hls the most at a time who played the program
 * @param chat the most at a time in the room
 * @param speakers the most people who spoke in one minute of it
 * @param scored of how many messages the scorer had an opinion
 * @param sentiment their mean, from -1 to 1; null where there are none
 */
@Schema(name = "AudiencePoint")
record AudiencePoint(
        Instant at,
        int stage,
        int hls,
        int chat,
        long messages,
        int speakers,
        long reactions,
        long scored,
        @Nullable Double sentiment) {}
