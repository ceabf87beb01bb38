package live.weir.platform.infrastructure.redis;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.ReactiveSubscription.Message;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.ReactiveRedisMessageListenerContainer;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * Topics of Redis that come and go, each for those alone who ask for it: this node hears nothing of the others. All share
 * one connection, which mends itself and asks again for what it had; what was said meanwhile is lost, so listeners need a
 * way to see that they missed something.
 */
public final class Topics implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ReactiveRedisMessageListenerContainer container;

    Topics(ReactiveRedisConnectionFactory connections) {
        this.container = new ReactiveRedisMessageListenerContainer(connections);
    }

    /** What is said on the topic from the moment that {@code listening} is run; for ever, or until it is cancelled. */
    public Flux<String> of(String topic, Runnable listening) {
        return Flux.defer(() -> container.receiveLater(ChannelTopic.of(topic)).flatMapMany(messages -> {
                    listening.run();
                    return messages;
                }))
                .map(Message::getMessage)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
                .repeatWhen(ends -> ends.delayElements(FIRST_PAUSE));
    }

    /** On the thread that closes the node, which may wait; for a Redis that is away it does not wait long. */
    @Override
    public void destroy() {
        container
                .destroyLater()
                .timeout(GRACE)
                .doOnError(gone -> log.debug("Redis is not told that nobody listens any more: {}", gone.toString()))
                .onErrorComplete()
                .block();
    }
}
