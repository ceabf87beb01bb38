package live.weir.platform.security;

import java.time.Instant;

/** A signing key as its row holds it. */
record StoredKey(String id, String jwk, Instant createdAt) {

    @Override
    public String toString() {
        return "StoredKey[" + id + "]";
    }
}
