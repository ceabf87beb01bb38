/**
 * Metrics, traces and logs that no single feature owns.
 */
@NullMarked
package live.weir.platform.telemetry;

import org.jspecify.annotations.NullMarked;
