package live.weir.signaling.stage;

import java.time.Clock;
import reactor.core.scheduler.Scheduler;

/**
 * The time of stages.
 *
 * @param scheduler runs mailboxes and timers; a few threads serve all stages, and whoever made it ends it
 */
public record StageTime(Clock clock, Scheduler scheduler) {}
