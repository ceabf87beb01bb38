/**
 * What people write, as text alone: cleaning, folding, and what filters and scorers think of it. Pure functions of strings.
 *
 * <p>May import the JDK.
 */
@NullMarked
package live.weir.platform.chat.words;

import org.jspecify.annotations.NullMarked;
