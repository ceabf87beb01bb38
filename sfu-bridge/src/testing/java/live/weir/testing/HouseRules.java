package live.weir.testing;

import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

/**
 * Two rules that hold in every test: no event loop is made to wait, and no buffer is lost. A breach seldom fails the test
 * that sees it: the error drowns in some operator, the lost buffer only shows when the garbage collector finds it. So they
 * are written down here, and the test that runs meanwhile fails, with the whole story.
 */
public final class HouseRules implements BeforeAllCallback, AfterEachCallback {

    private static final Queue<AssertionError> BREACHES = new ConcurrentLinkedQueue<>();

    // Here, and not by BlockHound's own listener: Surefire loads listeners into Maven's JVM too when it deals out test
    // classes.
    static {
        BlockHound.install();
    }

    static void eventLoopWaited(BlockingOperationError error) {
        BREACHES.add(new AssertionError("An event loop was made to wait; see AllowedBlocking", error));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ByteBufUtil.setLeakListener(LostBuffers.INSTANCE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        failIfBroken();
    }

    static void failIfBroken() {
        List<AssertionError> breaches = new ArrayList<>();
        for (AssertionError breach = BREACHES.poll(); breach != null; breach = BREACHES.poll()) {
            breaches.add(breach);
        }
        if (!breaches.isEmpty()) {
            AssertionError first = breaches.remove(0);
            breaches.forEach(first::addSuppressed);
            throw first;
        }
    }

    private enum LostBuffers implements ResourceLeakDetector.LeakListener {
        INSTANCE;

        @Override
        public void onLeak(String resourceType, String records) {
            BREACHES.add(new AssertionError("A " + resourceType + " was lost; what was done to it:" + records));
        }
    }
}
