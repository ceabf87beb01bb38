package live.weir.bridge.transport;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** A key that can be forgotten; that of the JDK keeps its bytes until they are collected. */
final class ErasableKey implements SecretKey, AutoCloseable {

    private static final long serialVersionUID = 1;

    private final String algorithm;
    private final byte[] bytes;
    private boolean destroyed;

    ErasableKey(String algorithm, byte[] bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes.clone();
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public void destroy() {
        Arrays.fill(bytes, (byte) 0);
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public void close() {
        destroy();
    }
}
