package live.weir.platform.infrastructure.redis;

/** A node cannot start because of its Redis; the message is a sentence for the operator. */
public final class UnreachableRedis extends RuntimeException {

    UnreachableRedis(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
