package live.weir.platform.conformance;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Decrypts what was fetched, as a player does: each file by itself, with its segment's key and vector. */
final class Opener {

    private final Client client;
    private final Map<URI, byte[]> keys = new HashMap<>();

    Opener(Client client) {
        this.client = client;
    }

    byte[] open(Playlist.Segment segment, byte[] bytes)
            throws IOException, InterruptedException, GeneralSecurityException {
        Playlist.Key key = segment.key();
        if (key == null || !key.method().equals("AES-128")) {
            return bytes;
        }
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(secret(key.uri()), "AES"),
                new IvParameterSpec(vector(key.vector(), segment.msn())));
        return cipher.doFinal(bytes);
    }

    private byte[] secret(URI uri) throws IOException, InterruptedException {
        byte[] known = keys.get(uri);
        if (known != null) {
            return known;
        }
        HttpResponse<byte[]> response = client.get(uri);
        if (response.statusCode() != 200) {
            throw new IOException("The key " + uri + " answered " + response.statusCode());
        }
        keys.put(uri, response.body());
        return response.body();
    }

    /** Without one it is the segment's number (§5.2). */
    private static byte[] vector(@Nullable String written, long msn) {
        ByteBuffer vector = ByteBuffer.allocate(16);
        if (written == null) {
            return vector.putLong(8, msn).array();
        }
        byte[] number = new BigInteger(written.substring(2), 16).toByteArray();
        int from = Math.max(0, number.length - 16);
        return vector.put(16 - number.length + from, number, from, number.length - from)
                .array();
    }
}
