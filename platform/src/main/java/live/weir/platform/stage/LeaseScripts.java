package live.weir.platform.stage;

import live.weir.platform.infrastructure.redis.PreparedScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * What Redis does with a lease in one step. Every script touches keys of one channel alone, whose id is the hash tag.
 *
 * <p>An epoch is the time at which a stage was taken, in milliseconds, and at least one more than the epoch before. So
 * epochs grow with every owner, even if Redis lost what it knew, and even if a node that was alone made its own.
 */
final class LeaseScripts {

    /**
     * Takes the lease if nobody has it.
     *
     * <p>Keys: lease, last epoch. Arguments: node, url, token, life in milliseconds, least epoch.
     */
    static final RedisScript<String> TAKE = PreparedScript.of("""
            local token = redis.call('HGET', KEYS[1], 'token')
            if token and token ~= ARGV[3] then
              return 'held'
            end
            local epoch
            if token then
              epoch = redis.call('HGET', KEYS[1], 'epoch')
            else
              local time = redis.call('TIME')
              local now = time[1] * 1000 + math.floor(time[2] / 1000)
              local last = tonumber(redis.call('GET', KEYS[2]) or '0')
              epoch = string.format('%.0f', math.max(last + 1, now, tonumber(ARGV[5])))
              redis.call('SET', KEYS[2], epoch)
              redis.call('HSET', KEYS[1], 'node', ARGV[1], 'url', ARGV[2], 'token', ARGV[3], 'epoch', epoch)
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            return epoch
            """, String.class);

    /**
     * Keeps the lease, or takes it again with its epoch if it ran out meanwhile. Who took the stage later has the higher
     * epoch and wins, whichever of the two reaches Redis first.
     *
     * <p>Keys: lease, last epoch. Arguments: node, url, token, life in milliseconds, epoch.
     */
    static final RedisScript<String> RENEW = PreparedScript.of("""
            local held = redis.call('HMGET', KEYS[1], 'token', 'epoch')
            local mine = tonumber(ARGV[5])
            local last = tonumber(redis.call('GET', KEYS[2]) or '0')
            local others = held[1] and held[1] ~= ARGV[3]
            if last > mine or (others and tonumber(held[2]) >= mine) then
              return 'lost'
            end
            if others or not held[1] or last < mine then
              redis.call('SET', KEYS[2], ARGV[5])
              redis.call('HSET', KEYS[1], 'node', ARGV[1], 'url', ARGV[2], 'token', ARGV[3], 'epoch', ARGV[5])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            return 'kept'
            """, String.class);

    /** Keys: lease. Arguments: token, epoch. */
    static final RedisScript<String> RELEASE = PreparedScript.of("""
            local held = redis.call('HMGET', KEYS[1], 'token', 'epoch')
            if held[1] == ARGV[1] and held[2] == ARGV[2] then
              redis.call('DEL', KEYS[1])
              return 'released'
            end
            return 'not mine'
            """, String.class);

    /**
     * Writes a stage's memory, unless a later epoch exists, even if that one has written nothing yet.
     *
     * <p>Keys: memory, last epoch. Arguments: epoch, memory, life in milliseconds.
     */
    static final RedisScript<String> KEEP = PreparedScript.of("""
            local written = tonumber(redis.call('HGET', KEYS[1], 'epoch') or '0')
            local last = tonumber(redis.call('GET', KEYS[2]) or '0')
            if math.max(written, last) > tonumber(ARGV[1]) then
              return 'late'
            end
            redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'memory', ARGV[2])
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return 'kept'
            """, String.class);

    private LeaseScripts() {}

    static String lease(String channel) {
        return "weir:stage:{" + channel + "}";
    }

    static String epoch(String channel) {
        return lease(channel) + ":epoch";
    }

    static String memory(String channel) {
        return lease(channel) + ":memory";
    }
}
