package live.weir.bridge.transcode.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import live.weir.bridge.transcode.ProgramRefused;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.Slate;
import org.junit.jupiter.api.Test;

class CpuBudgetTest {

    private static final ProgramSettings WANTED = ProgramSettings.of("p", Rung.STANDARD, Slate.titled(""));

    private final CpuBudget budget = new CpuBudget(1);

    @Test
    void what_the_cpu_does_not_carry_is_left_out_from_the_top() {
        budget.measured(10_000_000);
        assertThat(budget.take(WANTED).ladder()).extracting(Rung::height).containsExactly(720, 480, 360, 240);
    }

    @Test
    void a_machine_that_was_measured_to_be_quicker_carries_more() {
        budget.measured(1_000_000);
        assertThat(budget.take(WANTED).ladder()).hasSize(5);
    }

    @Test
    void a_program_without_room_is_refused_and_comes_in_when_another_has_left() {
        budget.measured(10_000_000);
        CpuBudget.Share first = budget.take(WANTED);
        assertThatThrownBy(() -> {
                    budget.take(WANTED);
                    budget.take(WANTED);
                    budget.take(WANTED);
                })
                .isInstanceOf(ProgramRefused.class)
                .hasMessageContaining("cores");
        budget.release(first);
        assertThat(budget.take(WANTED).ladder()).isNotEmpty();
    }

    @Test
    void the_first_program_always_gets_the_smallest_rung() {
        budget.measured(1_000_000_000);
        assertThat(budget.take(WANTED).ladder()).extracting(Rung::height).containsExactly(240);
    }
}
