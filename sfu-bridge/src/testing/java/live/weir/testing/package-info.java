/** What the tests of all modules share: compiled into each of them, see the root POM. */
@NullMarked
package live.weir.testing;

import org.jspecify.annotations.NullMarked;
