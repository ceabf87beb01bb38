/**
 * Kurento Media Servers behind the contract of {@code engine}.
 *
 * <p>From the wire up: {@code Rpc…} is the protocol's transport, {@code KurentoRpcClient} lets the typed API of Kurento's
 * own client run on it; {@code MediaServerHandle} is one server, {@code ServerPool} all of them; {@code Kurento…} keeps the
 * contract; {@code Tap…} receives a publication as plain RTP, by the very ingress that receives publishers of the embedded engine.
 *
 * <p>Only its factory is public. The only package that may import Kurento's client. May import {@code sdp}, and for the tap
 * {@code rtp} and {@code forward}.
 */
@NullMarked
package live.weir.bridge.engine.kurento;

import org.jspecify.annotations.NullMarked;
