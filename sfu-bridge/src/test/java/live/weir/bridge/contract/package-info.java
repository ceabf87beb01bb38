/**
 * What every engine has to do, with real peers: extend {@link live.weir.bridge.contract.MediaEngineContract} and open the
 * engine there. The clients here publish and watch as browsers do, with pictures made of numbers, so that each packet can
 * be checked to the byte.
 */
@NullMarked
package live.weir.bridge.contract;

import org.jspecify.annotations.NullMarked;
