/**
 * What virtual performers show: real pictures in VP8 or H.264, and silence in Opus, padded to the bitrate that was asked
 * for and stamped with the time they were sent at. Whoever decodes them sees a moving picture. Imports the JDK only.
 */
@NullMarked
package live.weir.load.media;

import org.jspecify.annotations.NullMarked;
