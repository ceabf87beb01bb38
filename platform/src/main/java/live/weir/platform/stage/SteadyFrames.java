package live.weir.platform.stage;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * The frames of a socket, retained for whoever takes them, and received to the end even if nobody takes them any more:
 * Reactor Netty closes a socket without a word when its receiver cancels, as a sender does whose own socket broke, and then
 * the client would not learn why.
 */
final class SteadyFrames implements CoreSubscriber<WebSocketFrame>, Subscription {

    private final CoreSubscriber<? super WebSocketFrame> taker;
    private volatile @Nullable Subscription source;
    private volatile boolean unwanted;

    private SteadyFrames(CoreSubscriber<? super WebSocketFrame> taker) {
        this.taker = taker;
    }

    static Flux<WebSocketFrame> of(Flux<WebSocketFrame> received) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super WebSocketFrame> taker) {
                received.subscribe(new SteadyFrames(taker));
            }
        };
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        taker.onSubscribe(this);
    }

    /** What is not retained is released by the receiver. */
    @Override
    public void onNext(WebSocketFrame frame) {
        if (!unwanted) {
            taker.onNext(frame.retain());
        }
    }

    @Override
    public void onError(Throwable error) {
        if (!unwanted) {
            taker.onError(error);
        }
    }

    @Override
    public void onComplete() {
        if (!unwanted) {
            taker.onComplete();
        }
    }

    @Override
    public void request(long count) {
        Subscription subscription = source;
        if (subscription != null) {
            subscription.request(count);
        }
    }

    @Override
    public void cancel() {
        unwanted = true;
        request(Long.MAX_VALUE);
    }
}
