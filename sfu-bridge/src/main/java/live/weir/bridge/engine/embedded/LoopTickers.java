package live.weir.bridge.engine.embedded;

import io.netty.channel.EventLoop;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** One timer per event loop for all of its sessions, however many they are. */
final class LoopTickers {

    private final ConcurrentMap<EventLoop, LoopTicker> tickers = new ConcurrentHashMap<>();

    /** To be used on the loop only. */
    LoopTicker of(EventLoop loop) {
        return tickers.computeIfAbsent(loop, LoopTicker::new);
    }
}
