package live.weir.signaling.stage;

import java.time.Duration;

/**
 * The bounds of stages.
 *
 * @param maxPerformers with a seat on a stage, on stage and backstage
 * @param maxViewers with media, of one stage on this node
 * @param maxSockets of one stage on this node
 * @param maxSessionsPerClient media sessions of one account or network
 * @param maxInvitations open at a time
 * @param busy share of the engine's scarcest resource from which on newcomers are refused
 * @param grace how long a stage without performers waits for them
 * @param seatPatience how long a seat waits for its socket
 * @param openingPatience how long a stage that goes live waits for a picture
 */
public record StageLimits(
        int maxPerformers,
        int maxViewers,
        int maxSockets,
        int maxSessionsPerClient,
        int maxInvitations,
        double busy,
        Duration grace,
        Duration seatPatience,
        Duration openingPatience) {}
