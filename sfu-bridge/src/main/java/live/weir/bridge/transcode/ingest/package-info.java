/**
 * What encoders send, brought into a stage: a child JVM for each of them demultiplexes FLV or MPEG-TS by FFmpeg, hands H.264 on as it is where
 * browsers can show it and makes it anew where they cannot, makes Opus of the sound, and publishes both by WHIP, like any encoder
 * that speaks it.
 *
 * <pre>
 *   any thread                      the feed's thread                  the child
 *   EncoderFeed ─▶ FeedQueue ─▶ ─▶  local socket ═══════════════▶  MediaInput ─▶ PictureCopy | PictureRemake ─▶ WhipPublisher ─▶ node
 *                  two seconds at most;                                      └─▶ SoundRemake ─────────────────────┘
 *                  whole groups of pictures are dropped, of MPEG-TS all that waits
 * </pre>
 *
 * <p>The node's side is {@link live.weir.bridge.transcode.ingest.IngestHouse} and what it gives out; it never waits for a child. A
 * child that dies is replaced, one that stands still is killed first; the new one begins with the stream's headers and the next
 * keyframe. The rest lives in the child, where there is no log and no Netty: the JDK and Bytedeco.
 */
@NullMarked
package live.weir.bridge.transcode.ingest;

import org.jspecify.annotations.NullMarked;
