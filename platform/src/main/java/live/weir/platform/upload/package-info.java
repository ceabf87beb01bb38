/**
 * Video files that become recordings: received in pieces, waiting in a line, converted by a child of the bridge's, one at a
 * time and in the background, and written as {@code delivery} writes what is broadcast.
 *
 * <pre>
 *  UploadHandler ──▶ UploadDesk ──▶ UploadFiles (this node's disk)
 *                        │ rows (UploadRepository)
 *                    Conversions ──▶ FileConversion ══ child ══▶ UploadSink ──▶ RecordingDraft
 * </pre>
 *
 * <p>May know {@code delivery}, {@code program} (what programs are like), {@code channel} and {@code stage} (the way to other nodes).
 */
@NullMarked
package live.weir.platform.upload;

import org.jspecify.annotations.NullMarked;
