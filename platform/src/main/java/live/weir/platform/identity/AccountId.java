package live.weir.platform.identity;

import java.util.UUID;

/** Names an account for ever, whatever becomes of its handle. */
public record AccountId(UUID value) {

    public static AccountId next() {
        return new AccountId(TimeOrderedId.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
