/**
 * A Kurento Media Server for tests: its protocol over a real WebSocket, its media by the embedded engine's own rooms, and its
 * failures on command.
 */
@NullMarked
package live.weir.bridge.simulator;

import org.jspecify.annotations.NullMarked;
