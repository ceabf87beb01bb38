package live.weir.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityTest {

    private final Path directory;

    CapacityTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void more_viewers_take_more_and_each_of_them_costs_no_more() {
        Plan plan = Plan.defaults();
        Measured measured = Measured.from(plan, directory);
        Estimate few = Estimate.of(plan, measured, 10_000);
        Estimate many = Estimate.of(plan, measured, 10_000_000);

        assertThat(many.nodes()).isGreaterThan(few.nodes());
        assertThat(many.egressGigabits()).isGreaterThan(few.egressGigabits());
        assertThat(many.costPerViewerHour()).isLessThanOrEqualTo(few.costPerViewerHour());
    }

    @Test
    void what_was_measured_takes_the_place_of_what_was_assumed() throws Exception {
        Path run = Files.createDirectories(directory.resolve("steady-1"));
        Files.writeString(run.resolve("media.json"), """
                {"title":"steady","seconds":100,"machine":"2 × test",
                 "tracks":{"watch":{"bytes":12500000000},"server":{"cores × 1000":{"p50":500}}}}
                """);
        Measured measured = Measured.from(Plan.defaults(), directory);

        assertThat(measured.number(Measured.FORWARDED)).isEqualTo(2_000);
        assertThat(measured.all().get(Measured.FORWARDED)).contains("steady-1", "2 × test");
        assertThat(measured.all().get(Measured.DELIVERED)).contains("assumed");
    }

    @Test
    void an_operators_file_is_read_and_its_mistakes_are_named() throws Exception {
        Path file = Files.writeString(directory.resolve("plan.properties"), "viewers=5000\nprice.node.hour=1\n");
        assertThat(Capacity.of(file.toString(), directory).text())
                .contains("| 5,000 |", "price.node.hour = 1 (stated)", "regions = 1 (assumed)");

        Files.writeString(file, "viewrs=5000\n");
        assertThatThrownBy(() -> Plan.read(file)).hasMessageContaining("has 'viewrs', which is none of");
        Files.writeString(file, "webrtc.percent=lots\n");
        assertThatThrownBy(() -> Estimate.of(Plan.read(file), Measured.from(Plan.read(file), directory), 10))
                .hasMessageContaining("webrtc.percent is 'lots'");
    }

    @Test
    void the_page_shows_the_table_and_the_curves() {
        Path page = Capacity.of("", directory).write(directory.resolve("out"));
        assertThat(page).content().contains("<svg", "10,000,000", "Cost per viewer-hour");
    }
}
