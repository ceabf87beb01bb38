package live.weir.platform.resilience;

import java.time.Instant;

/** A breaker went from one state to another; {@code cause} is the last failure that it saw. */
public record GuardTransition(Instant at, String guard, String from, String to, String cause) {}
