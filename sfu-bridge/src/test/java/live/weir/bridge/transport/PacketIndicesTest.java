package live.weir.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacketIndicesTest {

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void startsWithTheFirstNumberItSees() {
        assertThat(PacketIndices.estimate(null, 65_535)).isEqualTo(65_535);
    }

    @Test
    void countsARollOverWhenTheNumbersStartAgain() {
        window.accept(65_534);
        assertThat(PacketIndices.estimate(window, 1)).isEqualTo(0x1_0001);
        window.accept(0x1_0001);
        assertThat(PacketIndices.estimate(window, 65_535)).isEqualTo(65_535);
        assertThat(PacketIndices.estimate(window, 2)).isEqualTo(0x1_0002);
    }

    @Test
    void refusesWhatWouldBeBeforeTheVeryFirst() {
        window.accept(3);
        long index = PacketIndices.estimate(window, 65_533);
        assertThat(index).isNegative();
        assertThat(window.isFresh(index)).isFalse();
    }

    @Test
    void refusesASecondTimeAndWhatIsTooOld() {
        window.accept(5_000);
        assertThat(window.isFresh(5_000)).isFalse();
        assertThat(window.isFresh(5_000 - ReplayWindow.SIZE + 1)).isTrue();
        assertThat(window.isFresh(5_000 - ReplayWindow.SIZE)).isFalse();
    }

    /** Beside a set that remembers everything. */
    @Test
    void remembersAsASetDoes() {
        Random random = new Random(7);
        Set<Long> seen = new HashSet<>();
        long highest = -1;
        for (int i = 0; i < 200_000; i++) {
            long index = Math.max(0, highest + random.nextInt(3 * ReplayWindow.SIZE) - 2 * ReplayWindow.SIZE);
            if (random.nextInt(1000) == 0) {
                index = highest + random.nextInt(5 * ReplayWindow.SIZE);
            }
            boolean fresh = index > highest || (highest - index < ReplayWindow.SIZE && !seen.contains(index));
            assertThat(window.isFresh(index)).isEqualTo(fresh);
            if (fresh) {
                window.accept(index);
                seen.add(index);
                highest = Math.max(highest, index);
            }
        }
    }
}
