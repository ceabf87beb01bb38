package live.weir.platform.infrastructure.database;

/** A node cannot start because of its Postgres; the message is a sentence for the operator. */
public final class UnreachablePostgres extends RuntimeException {

    UnreachablePostgres(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
