/**
 * The channel that performs by itself, so that a newcomer sees a picture in the first minute: its account, its channel, its
 * key, and the child process that publishes over WHIP like any encoder.
 *
 * <p>Knows {@code account} and {@code channel} by their services, and of the bridge only {@code transcode.demo}. Nobody
 * depends on it.
 */
@NullMarked
package live.weir.platform.demo;

import org.jspecify.annotations.NullMarked;
