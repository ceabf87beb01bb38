package live.weir.bridge.engine.embedded;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What has to be done now and then on one event loop. Belongs to that loop; costs nothing while nobody needs it. */
final class LoopTicker implements Runnable {

    private static final long PERIOD_MILLIS = 20;

    /** Something that is done every 20 ms. */
    interface Ticking {
        void tick(long nowNanos);
    }

    private final EventLoop loop;
    private final List<Ticking> members = new ArrayList<>();
    private @Nullable ScheduledFuture<?> timer;

    LoopTicker(EventLoop loop) {
        this.loop = loop;
    }

    void add(Ticking member) {
        members.add(member);
        if (timer == null) {
            timer = loop.scheduleAtFixedRate(this, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void remove(Ticking member) {
        members.remove(member);
        if (members.isEmpty() && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        for (int i = members.size() - 1; i >= 0; i--) {
            members.get(i).tick(now);
        }
    }
}
