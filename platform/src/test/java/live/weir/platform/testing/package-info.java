/** What tests of the platform share: a whole node against real servers. */
@NullMarked
package live.weir.platform.testing;

import org.jspecify.annotations.NullMarked;
