/**
 * The shell of the pages and its files.
 *
 * <p>Knows no feature: pages talk to the API like any other client.
 */
@NullMarked
package live.weir.platform.web.ui;

import org.jspecify.annotations.NullMarked;
