package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a handler that throws from harming the other peers of its event loop: its own peer is closed. */
final class GuardedHandler implements PeerHandler {

    private static final Logger log = LoggerFactory.getLogger(GuardedHandler.class);

    private final PeerHandler handler;
    private final Consumer<CloseCause> end;

    GuardedHandler(PeerHandler handler, Consumer<CloseCause> end) {
        this.handler = handler;
        this.end = end;
    }

    @Override
    public void connected(PeerTransport peer) {
        try {
            handler.connected(peer);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void rtp(PeerTransport peer, ByteBuf packet) {
        try {
            handler.rtp(peer, packet);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void rtcp(PeerTransport peer, ByteBuf packet) {
        try {
            handler.rtcp(peer, packet);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void readComplete(PeerTransport peer) {
        try {
            handler.readComplete(peer);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void closed(PeerTransport peer, CloseCause cause) {
        try {
            handler.closed(peer, cause);
        } catch (RuntimeException e) {
            log.error("A handler failed while its peer was closed ({})", cause, e);
        }
    }

    private void failed(RuntimeException e) {
        log.error("A handler failed; its peer is closed", e);
        end.accept(CloseCause.HANDLER_FAILED);
    }
}
