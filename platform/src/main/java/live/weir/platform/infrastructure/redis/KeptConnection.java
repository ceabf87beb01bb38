package live.weir.platform.infrastructure.redis;

import org.springframework.data.redis.connection.ReactiveGeoCommands;
import org.springframework.data.redis.connection.ReactiveHashCommands;
import org.springframework.data.redis.connection.ReactiveHyperLogLogCommands;
import org.springframework.data.redis.connection.ReactiveKeyCommands;
import org.springframework.data.redis.connection.ReactiveListCommands;
import org.springframework.data.redis.connection.ReactiveNumberCommands;
import org.springframework.data.redis.connection.ReactivePubSubCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveScriptingCommands;
import org.springframework.data.redis.connection.ReactiveServerCommands;
import org.springframework.data.redis.connection.ReactiveSetCommands;
import org.springframework.data.redis.connection.ReactiveStreamCommands;
import org.springframework.data.redis.connection.ReactiveStringCommands;
import org.springframework.data.redis.connection.ReactiveZSetCommands;
import reactor.core.publisher.Mono;

/** A connection that whoever borrowed it may close as often as it likes: it stays open until its factory stops. */
record KeptConnection(ReactiveRedisConnection connection) implements ReactiveRedisConnection {

    @Override
    public Mono<Void> closeLater() {
        return Mono.empty();
    }

    @Override
    public ReactiveKeyCommands keyCommands() {
        return connection.keyCommands();
    }

    @Override
    public ReactiveStringCommands stringCommands() {
        return connection.stringCommands();
    }

    @Override
    public ReactiveNumberCommands numberCommands() {
        return connection.numberCommands();
    }

    @Override
    public ReactiveListCommands listCommands() {
        return connection.listCommands();
    }

    @Override
    public ReactiveSetCommands setCommands() {
        return connection.setCommands();
    }

    @Override
    public ReactiveZSetCommands zSetCommands() {
        return connection.zSetCommands();
    }

    @Override
    public ReactiveHashCommands hashCommands() {
        return connection.hashCommands();
    }

    @Override
    public ReactiveGeoCommands geoCommands() {
        return connection.geoCommands();
    }

    @Override
    public ReactiveHyperLogLogCommands hyperLogLogCommands() {
        return connection.hyperLogLogCommands();
    }

    @Override
    public ReactivePubSubCommands pubSubCommands() {
        return connection.pubSubCommands();
    }

    @Override
    public ReactiveScriptingCommands scriptingCommands() {
        return connection.scriptingCommands();
    }

    @Override
    public ReactiveServerCommands serverCommands() {
        return connection.serverCommands();
    }

    @Override
    public ReactiveStreamCommands streamCommands() {
        return connection.streamCommands();
    }

    @Override
    public Mono<String> ping() {
        return connection.ping();
    }
}
