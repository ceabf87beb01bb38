package live.weir.bridge.hls;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key, from the first segment that it locks until the last of them is gone. Guarded by its ring. */
final class MediaKey {

    static final int LENGTH = 16;

    private final int number;
    private final byte[] bytes;
    private int uses;

    MediaKey(int number, byte[] bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    int number() {
        return number;
    }

    SecretKey secret() {
        return new SecretKeySpec(bytes, "AES");
    }

    byte[] bytes() {
        return bytes.clone();
    }

    void use() {
        uses++;
    }

    /** Whether nothing needs it any more. */
    boolean leave() {
        return --uses == 0;
    }

    boolean isUsed() {
        return uses > 0;
    }
}
