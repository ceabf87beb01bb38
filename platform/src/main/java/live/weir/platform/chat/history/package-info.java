/**
 * What was said, for good: a bounded buffer, written in batches to a partitioned table, and the ways to read it.
 *
 * <p>May import {@code chat.protocol} and shared rooms.
 */
@NullMarked
package live.weir.platform.chat.history;

import org.jspecify.annotations.NullMarked;
