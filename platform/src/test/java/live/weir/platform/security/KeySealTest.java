package live.weir.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeySealTest {

    private static String master(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private final KeySeal seal = new KeySeal(master(1));

    @Test
    void what_is_sealed_opens_again_and_looks_different_each_time() {
        String sealed = seal.seal("key-1", "secret");

        assertThat(sealed).doesNotContain("secret").isNotEqualTo(seal.seal("key-1", "secret"));
        assertThat(seal.isSealed(sealed)).isTrue();
        assertThat(seal.open("key-1", sealed)).isEqualTo("secret");
    }

    @Test
    void another_master_key_another_id_or_a_changed_byte_open_nothing() {
        String sealed = seal.seal("key-1", "secret");
        String changed = sealed.substring(0, sealed.length() - 6) + (sealed.endsWith("AAAAA=") ? "BBBBB=" : "AAAAA=");

        assertThatThrownBy(() -> new KeySeal(master(2)).open("key-1", sealed)).hasMessageContaining("master-key");
        assertThatThrownBy(() -> seal.open("key-2", sealed)).hasMessageContaining("master-key");
        assertThatThrownBy(() -> seal.open("key-1", changed)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> seal.open("key-1", "sealed:AAAA")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> new KeySeal(null).open("key-1", sealed))
                .hasMessageContaining("weir.security.master-key");
    }

    @Test
    void without_a_master_key_nothing_is_sealed_and_what_was_not_sealed_stays_readable() {
        assertThat(new KeySeal(null).seal("key-1", "secret")).isEqualTo("secret");
        assertThat(seal.open("key-1", "secret")).isEqualTo("secret");
    }

    @Test
    void a_master_key_of_the_wrong_form_is_named() {
        assertThatThrownBy(() -> new KeySeal("short")).hasMessageContaining("weir.security.master-key");
        assertThatThrownBy(() -> new KeySeal("not base64 !")).hasMessageContaining("weir.security.master-key");
    }
}
