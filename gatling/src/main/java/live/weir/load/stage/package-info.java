/**
 * Hosts, guests and viewers by the stage socket ({@code weir.stage.v1}), with media. The one package that imports the server's
 * {@code signaling.protocol}.
 */
@NullMarked
package live.weir.load.stage;

import org.jspecify.annotations.NullMarked;
