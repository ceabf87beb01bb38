package live.weir.platform.infrastructure.redis;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.ReactiveRedisClusterConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The one connection that all commands share, asked for once. Lettuce's factory takes a lock each time it is asked, and the
 * event loops of a busy node would wait for one another there. The connection mends itself when it breaks; it is asked for
 * anew only after the node was paused.
 */
final class CommandConnections implements SmartLifecycle {

    private final LettuceConnectionFactory source;
    private volatile @Nullable KeptConnection kept;
    private volatile boolean running;

    CommandConnections(LettuceConnectionFactory source) {
        this.source = source;
    }

    ReactiveRedisConnectionFactory factory() {
        return new Factory();
    }

    KeptConnection connection() {
        KeptConnection known = kept;
        if (known == null) {
            known = new KeptConnection(source.getReactiveConnection());
            kept = known;
        }
        return known;
    }

    /** After the source, so that what was kept before a pause, or during it, is forgotten. */
    @Override
    public int getPhase() {
        return source.getPhase() + 1;
    }

    @Override
    public void start() {
        kept = null;
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        kept = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private final class Factory implements ReactiveRedisConnectionFactory {

        @Override
        public ReactiveRedisConnection getReactiveConnection() {
            return connection();
        }

        @Override
        public ReactiveRedisClusterConnection getReactiveClusterConnection() {
            return source.getReactiveClusterConnection();
        }

        @Override
        public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException failure) {
            return source.translateExceptionIfPossible(failure);
        }
    }
}
