package live.weir.platform.infrastructure.redis;

import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.ReactiveSubscription.Message;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.ReactiveRedisMessageListenerContainer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Topics of Redis that come and go, each for those alone who ask for it: this node hears nothing of the others. All share
 * one connection, which mends itself and asks again for what it had; what was said meanwhile is lost, so listeners need a
 * way to see that they missed something.
 */
public final class Topics implements DisposableBean {

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

    @Override
    public void destroy() {
        container.destroyLater().onErrorResume(gone -> Mono.empty()).subscribe();
    }
}
