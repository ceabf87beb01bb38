package live.weir.platform.bench;

import java.time.Duration;
import java.util.Optional;

/** A node's process and its children. */
final class ProcessTree {

    private static final String WORKER = "ProgramWorker";

    private final ProcessHandle root;

    ProcessTree(long pid) {
        this.root = ProcessHandle.of(pid).orElseThrow();
    }

    /** Of all of them that live, so far. */
    Duration cpu() {
        return root.descendants().map(ProcessTree::cpuOf).reduce(cpuOf(root), Duration::plus);
    }

    Duration cpuOfNode() {
        return cpuOf(root);
    }

    Duration cpuOfWorkers() {
        return root.descendants()
                .filter(ProcessTree::isWorker)
                .map(ProcessTree::cpuOf)
                .reduce(Duration.ZERO, Duration::plus);
    }

    Optional<ProcessHandle> worker() {
        return root.descendants().filter(ProcessTree::isWorker).findFirst();
    }

    private static boolean isWorker(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(WORKER);
    }

    private static Duration cpuOf(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
