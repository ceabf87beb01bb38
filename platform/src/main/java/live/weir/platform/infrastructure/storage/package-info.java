/**
 * The way to an object store that speaks S3, where there is one: the client, its guard, and what of an object store Weir uses.
 */
@NullMarked
package live.weir.platform.infrastructure.storage;

import org.jspecify.annotations.NullMarked;
