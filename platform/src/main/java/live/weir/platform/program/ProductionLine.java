package live.weir.platform.program;

import java.util.concurrent.RejectedExecutionException;
import live.weir.bridge.transcode.ProgramMaker;
import live.weir.bridge.transcode.ProgramRefused;
import live.weir.platform.delivery.Programs;
import live.weir.platform.resilience.Guard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * What all programs of this node share.
 *
 * @param thread the one on which all of them run: nothing of a program waits, so that one is enough, and no locks are needed
 */
record ProductionLine(
        ProgramMaker maker, Guard guard, Programs audience, ProgramPlan plan, ReachNews news, Scheduler thread) {

    private static final Logger log = LoggerFactory.getLogger(ProductionLine.class);

    /** @throws ProgramRefused if there are as many programs as there may be; the maker refuses by what the CPU carries */
    void requireRoom() {
        if (maker.running().size() >= plan.most()) {
            throw new ProgramRefused(
                    "this node makes " + plan.most() + " programs at once, by weir.program.max-programs");
        }
    }

    /** @return false if the node ends */
    boolean post(Runnable step) {
        try {
            thread.schedule(() -> {
                try {
                    step.run();
                } catch (RuntimeException failed) {
                    log.error("A step of a program failed", failed);
                }
            });
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }
}
