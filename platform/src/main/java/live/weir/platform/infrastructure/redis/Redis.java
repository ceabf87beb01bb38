package live.weir.platform.infrastructure.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import live.weir.platform.resilience.Guard;
import org.springframework.data.redis.connection.ReactiveScriptingCommands;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/**
 * The way to Redis: every command of Weir goes through here, and is guarded. While Redis is away a node goes on alone, so
 * each caller has a local answer for {@link live.weir.platform.resilience.DependencyUnavailable}.
 */
public final class Redis {

    private final ReactiveStringRedisTemplate template;
    private final CommandConnections connections;
    private final Guard guard;

    Redis(ReactiveStringRedisTemplate template, CommandConnections connections, Guard guard) {
        this.template = template;
        this.connections = connections;
        this.guard = guard;
    }

    /** For commands that must not happen twice. */
    public <T> Mono<T> call(Function<ReactiveStringRedisTemplate, Mono<T>> command) {
        return guard.call(Mono.defer(() -> command.apply(template)));
    }

    /**
     * Runs a script that must not happen twice, and by the shortest way: rooms ask with everything that is said, and the
     * template takes a dozen steps more.
     *
     * @param words the keys first
     */
    public Mono<String> run(RedisScript<String> script, int keys, List<String> words) {
        return guard.call(Mono.defer(() -> evaluate(script, keys, words)));
    }

    private Mono<String> evaluate(RedisScript<String> script, int keys, List<String> words) {
        ReactiveScriptingCommands commands = connections.connection().scriptingCommands();
        return commands.<ByteBuffer>evalSha(script.getSha1(), ReturnType.VALUE, keys, encoded(words))
                .onErrorResume(
                        Redis::isUnknownScript,
                        unknown -> commands.eval(
                                UTF_8.encode(script.getScriptAsString()), ReturnType.VALUE, keys, encoded(words)))
                .next()
                .map(answer -> UTF_8.decode(answer).toString());
    }

    private static ByteBuffer[] encoded(List<String> words) {
        ByteBuffer[] encoded = new ByteBuffer[words.size()];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = ByteBuffer.wrap(words.get(i).getBytes(UTF_8));
        }
        return encoded;
    }

    /** Nothing of it was done: Redis was started anew, or lost its scripts. */
    private static boolean isUnknownScript(Throwable error) {
        return error instanceof RedisNoScriptException || error.getCause() instanceof RedisNoScriptException;
    }

    /** For commands that may happen twice without harm. */
    public <T> Mono<T> callIdempotent(Function<ReactiveStringRedisTemplate, Mono<T>> command) {
        return guard.callIdempotent(Mono.defer(() -> command.apply(template)));
    }

    /** Whether it is worth asking: false while the breaker is open. */
    public boolean isReachable() {
        return guard.isClosed();
    }
}
