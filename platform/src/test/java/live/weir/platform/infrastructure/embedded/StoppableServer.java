package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A real server that a test stops and starts as it likes, always on the same port: no supervisor brings it back by itself.
 */
public final class StoppableServer implements AutoCloseable {

    private static final long PAUSE_MILLIS = 10;

    private final EmbeddedService service;
    private final int port;
    private @Nullable ChildProcess child;

    private StoppableServer(EmbeddedService service) throws IOException, InterruptedException {
        this.service = service;
        service.prepare();
        this.port = Loopback.freePort();
        start();
    }

    public static StoppableServer postgres(WeirHome home) throws IOException, InterruptedException {
        return new StoppableServer(new EmbeddedPostgres(home, step -> {}));
    }

    public static StoppableServer redis(WeirHome home) throws IOException, InterruptedException {
        return new StoppableServer(new EmbeddedRedis(home, step -> {}));
    }

    public Endpoint endpoint() {
        return service.endpoint(port);
    }

    /** Returns when the server answers. */
    public void start() throws IOException, InterruptedException {
        if (child != null) {
            return;
        }
        ChildProcess starting = service.launch(port);
        long deadline = System.nanoTime() + service.startLimit().toNanos();
        while (!service.answers(port)) {
            if (System.nanoTime() > deadline || !starting.isAlive()) {
                throw service.explain(-1, starting.lastLines());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        child = starting;
    }

    /** Returns when the server is gone. */
    public void stop() {
        if (child != null) {
            child.stop();
            child = null;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        service.log().close();
    }
}
