/** Real browsers against the embedded engine. */
@NullMarked
package live.weir.bridge.browser;

import org.jspecify.annotations.NullMarked;
