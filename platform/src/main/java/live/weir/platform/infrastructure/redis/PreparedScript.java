package live.weir.platform.infrastructure.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * A Lua script whose name for Redis, its SHA-1, is known from the start. Spring's own takes a lock each time it is asked
 * for that name, and the event loops of a busy node would wait for one another.
 */
public record PreparedScript<T>(String getScriptAsString, Class<T> getResultType, String getSha1)
        implements RedisScript<T> {

    public static <T> RedisScript<T> of(String lua, Class<T> result) {
        return new PreparedScript<>(lua, result, sha1(lua));
    }

    private static String sha1(String lua) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(lua.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-1", impossible);
        }
    }
}
