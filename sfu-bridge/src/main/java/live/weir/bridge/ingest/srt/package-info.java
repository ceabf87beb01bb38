/**
 * The front door for encoders that speak SRT (draft-sharabayko-srt-01): one UDP port for everybody, on Netty. It lets callers in, asks for
 * what was lost, puts packets in order, and hands on what is in them: MPEG-TS, most likely, which nobody looks into here.
 *
 * <pre>
 *   UDP ─▶ SrtHall ─ a handshake ─▶ SrtReception: a cookie, then the desk: may they? ─▶ SrtSession
 *             └───── all else, by socket id and address ─▶ SrtSession ─▶ ReceiveWindow ─▶ SrtMedia
 *                                                             └─▶ Acknowledger, LossReport ─▶ back to the caller
 * </pre>
 *
 * <p>It is the listener of live mode with the handshake of version 5; it sends no media. Nothing is kept of a caller
 * who has not shown, by a cookie, that its address is its own, and no answer is longer than what it answers. Packets that are against the
 * protocol are counted and left: anybody can send some. All of it happens on one event loop. It knows nothing of channels, keys and
 * FFmpeg: JDK and Netty only.
 */
@NullMarked
package live.weir.bridge.ingest.srt;

import org.jspecify.annotations.NullMarked;
