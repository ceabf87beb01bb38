package live.weir.bridge.fuzz;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationsTest {

    private static final byte[] SEED = hex("01 02 03 04");

    @Test
    void finds_a_length_that_is_believed() {
        assertThatThrownBy(() -> Mutations.of(SEED).feed(10_000, MutationsTest::believeTheFirstByte))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Failed at ")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void believeTheFirstByte(byte[] bytes, int offset, int length) {
        if (length > 0 && bytes[offset] > 0) {
            bytes[offset] = bytes[offset + bytes[offset] - 1];
        }
    }

    @Test
    void tells_of_a_parser_that_writes() {
        assertThatThrownBy(() -> Mutations.of(SEED).feed(1, (bytes, offset, length) -> bytes[0]++))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void is_the_same_at_every_run() {
        assertThat(inputs()).isEqualTo(inputs()).hasSizeGreaterThan(1_000);
    }

    private static List<String> inputs() {
        List<String> inputs = new ArrayList<>();
        Mutations.of(SEED).feed(1_000, (bytes, offset, length) -> inputs.add(hex(bytes, offset, length)));
        return inputs;
    }
}
