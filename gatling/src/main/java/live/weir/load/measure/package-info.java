/**
 * What a run saw, second by second, and the pages that show it: {@code media.html} with charts and {@code media.json} with the
 * figures, beside Gatling's own report. Imports the JDK and Jackson, and knows nothing of how the figures came about.
 */
@NullMarked
package live.weir.load.measure;

import org.jspecify.annotations.NullMarked;
