package live.weir.helm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The ways of running Weir that the chart has values files for. */
enum Profile {
    /** Nothing said: a cluster with a PostgreSQL and a Redis on trial. */
    PLAIN,
    TRIAL("values-trial.yaml"),
    PRODUCTION("values-production.yaml"),
    REGION("values-production.yaml", "values-region.yaml");

    private final String files;

    Profile(String... files) {
        this.files = String.join(",", files);
    }

    /** What stands later wins. */
    List<Path> files() {
        return Arrays.stream(files.split(",", -1))
                .filter(file -> !file.isEmpty())
                .map(Chart.HOME::resolve)
                .toList();
    }
}
