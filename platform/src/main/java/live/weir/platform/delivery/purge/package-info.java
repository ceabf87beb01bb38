/** Tells a CDN what it must not keep any longer. */
@NullMarked
package live.weir.platform.delivery.purge;

import org.jspecify.annotations.NullMarked;
