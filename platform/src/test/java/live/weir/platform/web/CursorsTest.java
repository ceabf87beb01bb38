package live.weir.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CursorsTest {

    @Test
    void a_cursor_gives_back_the_parts_it_was_made_of() {
        String cursor = Cursors.write("live", "2026-11-21T08:00:00Z", "a/b?c", "", "żółw 🐢");
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(Cursors.read("live", 4, cursor)).containsExactly("2026-11-21T08:00:00Z", "a/b?c", "", "żółw 🐢");
    }

    @Test
    void a_cursor_of_another_list_or_shape_is_refused() {
        String cursor = Cursors.write("live", "a", "b");
        refused("channels", 2, cursor);
        refused("live", 1, cursor);
        refused("live", 3, cursor);
    }

    @Test
    void every_altered_or_shortened_cursor_is_refused() {
        byte[] cursor = Base64.getUrlDecoder().decode(Cursors.write("live", "2026", "slug"));
        for (int bit = 0; bit < cursor.length * 8; bit++) {
            byte[] altered = cursor.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            refused("live", 2, Base64.getUrlEncoder().withoutPadding().encodeToString(altered));
        }
        for (int length = 0; length < cursor.length; length++) {
            byte[] cut = Arrays.copyOf(cursor, length);
            refused("live", 2, Base64.getUrlEncoder().withoutPadding().encodeToString(cut));
        }
    }

    @Test
    void whatever_the_text_the_answer_is_a_problem() {
        Random random = new Random(20261121);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 5) {
                bytes[0] = 1;
                CRC32 crc = new CRC32();
                crc.update(bytes, 5, bytes.length - 5);
                ByteBuffer.wrap(bytes).putInt(1, (int) crc.getValue());
            }
            refused("live", 2, Base64.getUrlEncoder().encodeToString(bytes));
            refused("live", 2, new String(bytes, StandardCharsets.UTF_8));
        }
        refused("live", 2, "x".repeat(100_000));
    }

    @Test
    void parts_that_the_list_cannot_read_are_refused_too() {
        PageRequest request = new PageRequest(Cursors.write("live", "yesterday"), 20);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> request.after("live", 1, parts -> Instant.parse(parts.get(0))));
        assertThat(new PageRequest(null, 20).after("live", 1, List::size)).isEmpty();
    }

    @Test
    void too_much_for_a_cursor_is_our_own_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cursors.write("live", "x".repeat(1000)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursors.write("live", "", "", "", "", "", "", "", "", ""));
    }

    @Test
    void a_page_is_cut_from_one_row_too_many() {
        PageRequest two = new PageRequest(null, 2);
        assertThat(Page.cut(List.of("a", "b"), two, row -> row)).isEqualTo(new Page<>(List.of("a", "b"), null));
        assertThat(Page.cut(List.of("a", "b", "c"), two, row -> row)).isEqualTo(new Page<>(List.of("a", "b"), "b"));
        assertThat(new Page<>(List.of("a"), "next").map(String::length)).isEqualTo(new Page<>(List.of(1), "next"));
    }

    private static void refused(String list, int parts, String cursor) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Cursors.read(list, parts, cursor))
                .matches(problem -> problem.type().toString().equals("urn:weir:problem:invalid-cursor"));
    }
}
