package live.weir.bridge.ingest.srt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other side of it, by the draft; that libsrt is of the same mind is seen where it publishes. */
class DecryptionTest {

    private static final String PASSPHRASE = "correct horse battery";
    private static final byte[] SALT = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] EVEN = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ODD = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

    private static ByteBuf material(int which, int length, byte[] keys) throws Exception {
        PBEKeySpec stretched =
                new PBEKeySpec(PASSPHRASE.toCharArray(), Arrays.copyOfRange(SALT, 8, 16), 2048, length * 8);
        byte[] wrapping = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                .generateSecret(stretched)
                .getEncoded();
        Cipher wrap = Cipher.getInstance("AESWrap");
        wrap.init(Cipher.WRAP_MODE, new SecretKeySpec(wrapping, "AES"));
        return Unpooled.buffer()
                .writeBytes(new byte[] {0x12, 0x20, 0x29, (byte) which, 0, 0, 0, 0, 2, 0, 2, 0, 0, 0, 4})
                .writeByte(length / 4)
                .writeBytes(SALT)
                .writeBytes(wrap.wrap(new SecretKeySpec(keys, "AES")));
    }

    private static ByteBuf sealed(byte[] key, int number, String text) throws Exception {
        ByteBuffer iv = ByteBuffer.allocate(16).putInt(10, number);
        for (int i = 0; i < 14; i++) {
            iv.put(i, (byte) (iv.get(i) ^ SALT[i]));
        }
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv.array()));
        return Unpooled.wrappedBuffer(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(ByteBuf payload) {
        return payload.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void what_is_encrypted_with_a_key_of_any_length_is_read(int length) throws Exception {
        byte[] key = Arrays.copyOf(EVEN, length);
        KeyMaterial keys = KeyMaterial.read(material(1, length, key));
        Decryption decryption = new Decryption(PASSPHRASE, keys);
        assertThat(decryption.learn(keys)).isTrue();
        ByteBuf payload = sealed(key, 0x7fff_fffe, "forty-seven bytes of a picture, more than a block");
        assertThat(decryption.read(0x7fff_fffe, 1, payload)).isTrue();
        assertThat(text(payload)).startsWith("forty-seven bytes").endsWith("more than a block");
        assertThat(decryption.read(1, 2, payload)).as("an odd key is not known").isFalse();
        assertThat(decryption.read(1, 0, payload)).as("in the clear").isFalse();
    }

    @Test
    void the_next_key_comes_beside_the_one_that_is_in_use() throws Exception {
        KeyMaterial first = KeyMaterial.read(material(1, 32, EVEN));
        Decryption decryption = new Decryption(PASSPHRASE, first);
        decryption.learn(first);
        byte[] both = ByteBuffer.allocate(64).put(EVEN).put(ODD).array();
        assertThat(decryption.learn(KeyMaterial.read(material(3, 32, both)))).isTrue();
        ByteBuf even = sealed(EVEN, 7, "even");
        ByteBuf odd = sealed(ODD, 8, "odd");
        assertThat(decryption.read(7, 1, even) && decryption.read(8, 2, odd)).isTrue();
        assertThat(text(even) + text(odd)).isEqualTo("evenodd");
    }

    @Test
    void another_passphrase_another_salt_and_another_length_are_not_taken() throws Exception {
        KeyMaterial keys = KeyMaterial.read(material(1, 16, Arrays.copyOf(EVEN, 16)));
        assertThat(new Decryption("another passphrase", keys).learn(keys)).isFalse();
        Decryption decryption = new Decryption(PASSPHRASE, keys);
        ByteBuf salted = material(1, 16, Arrays.copyOf(EVEN, 16)).setByte(16, 99);
        assertThat(decryption.learn(KeyMaterial.read(salted))).isFalse();
        assertThat(decryption.learn(KeyMaterial.read(material(1, 32, EVEN)))).isFalse();
    }

    @Test
    void whatever_key_material_says_of_itself_nothing_breaks() throws Exception {
        Random random = new Random(3394);
        byte[] right = new byte[72];
        material(1, 32, EVEN).readBytes(right);
        KeyMaterial keys = KeyMaterial.read(Unpooled.wrappedBuffer(right));
        Decryption decryption = new Decryption(PASSPHRASE, keys);
        int understood = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = Arrays.copyOf(right, random.nextInt(4) == 0 ? random.nextInt(120) : right.length);
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                understood += decryption.learn(KeyMaterial.read(Unpooled.wrappedBuffer(damaged))) ? 1 : 0;
            } catch (SrtViolation violation) {
                assertThat(violation).isNotNull();
            }
        }
        assertThat(understood).as("where a byte became itself, or says nothing").isBetween(1, 500);
        assertThatThrownBy(() -> KeyMaterial.read(Unpooled.EMPTY_BUFFER)).isInstanceOf(SrtViolation.class);
    }
}
