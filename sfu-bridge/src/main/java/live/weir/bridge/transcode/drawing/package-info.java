/** What children draw with. JDK only, and of it nothing that needs fonts. */
@NullMarked
package live.weir.bridge.transcode.drawing;

import org.jspecify.annotations.NullMarked;
