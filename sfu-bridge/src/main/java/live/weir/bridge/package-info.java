/**
 * Media: what moves pictures and sound between performers and viewers.
 *
 * <p>No Spring, and no knowledge of signaling or of the platform. Its packages depend on each other only along the arrows that
 * {@code ArchitectureTest} draws.
 */
@NullMarked
package live.weir.bridge;

import org.jspecify.annotations.NullMarked;
