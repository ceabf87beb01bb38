/**
 * The stage's side of the platform: the engine that a node runs, and what stages ask of the platform (leases and memory in
 * Redis, admission, ICE servers), and the passing of requests to the node that owns a stage.
 *
 * <p>The stage itself is signaling's. This package joins; nobody in the platform may depend on it.
 */
@NullMarked
package live.weir.platform.stage;

import org.jspecify.annotations.NullMarked;
