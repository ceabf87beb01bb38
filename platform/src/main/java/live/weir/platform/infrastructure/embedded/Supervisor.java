package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import live.weir.platform.infrastructure.StartupFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one service running from the first start until {@link #close}. One thread of its own does all of it, so that
 * nothing here needs a lock; closing interrupts that thread, which then stops the child on its way out.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration GLANCE = Duration.ofMillis(15);
    private static final Duration RAN_WELL = Duration.ofMinutes(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(40);
    private static final int QUICK_TRIES = 6;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final EmbeddedService service;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final CompletableFuture<Endpoint> started = new CompletableFuture<>();
    private final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile ServiceState state = ServiceState.STARTING;

    /** Only the thread's; zero until the first port is chosen, then kept for good. */
    private int port;

    private @Nullable ChildProcess child;

    Supervisor(EmbeddedService service) {
        this.service = service;
        this.thread =
                new Thread(this::supervise, "weir-embedded-" + service.name().toLowerCase(Locale.ROOT));
        thread.setDaemon(true);
    }

    /** Begins; the future brings where the service listens, or its {@link StartupFailure}. */
    CompletableFuture<Endpoint> start() {
        thread.start();
        return started;
    }

    ServiceState state() {
        return state;
    }

    /** Tells the present state at once, then every change. */
    void listen(ServiceListener listener) {
        listeners.add(listener);
        tell(listener, state);
    }

    private void supervise() {
        try {
            startFirst();
            while (!Thread.interrupted()) {
                awaitDeath();
                restart();
            }
        } catch (InterruptedException closed) {
            log.debug("{} is being stopped", service.name());
        } catch (StartupFailure failure) {
            started.completeExceptionally(failure);
        } catch (IOException failure) {
            started.completeExceptionally(service.explain(failure));
        } catch (RuntimeException | Error failure) {
            started.completeExceptionally(failure);
            log.error("The supervision of {} ended", service.name(), failure);
        } finally {
            end();
        }
    }

    private void startFirst() throws IOException, InterruptedException {
        service.prepare();
        for (int attempt = 1; child == null; attempt++) {
            port = Loopback.freePort();
            child = bringUp(attempt < QUICK_TRIES);
        }
        enter(ServiceState.RUNNING);
        started.complete(service.endpoint(port));
    }

    /** The running child, or null if it failed for a reason that passes and may be tried again. */
    private @Nullable ChildProcess bringUp(boolean mayRetry) throws IOException, InterruptedException {
        ChildProcess starting = service.launch(port);
        boolean up = false;
        try {
            up = awaitAnswer(starting);
        } finally {
            if (!up) {
                starting.stop();
            }
        }
        if (up) {
            return starting;
        }
        if (mayRetry && service.isPassing(starting.lastLines())) {
            Thread.sleep(BETWEEN_TRIES.toMillis());
            return null;
        }
        throw service.explain(starting.exitStatus(), starting.lastLines());
    }

    private boolean awaitAnswer(ChildProcess starting) throws InterruptedException {
        long deadline = System.nanoTime() + service.startLimit().toNanos();
        while (!starting.awaitExit(GLANCE)) {
            // The second look: somebody else may answer on a port our child failed to get.
            if (service.answers(port) && starting.isAlive()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                log.warn("{} did not answer within {}", service.name(), service.startLimit());
                return false;
            }
        }
        return false;
    }

    private void awaitDeath() throws InterruptedException {
        ChildProcess running = child;
        if (running == null) {
            return;
        }
        long since = System.nanoTime();
        running.awaitExit();
        running.stop();
        if (System.nanoTime() - since > RAN_WELL.toNanos()) {
            backoff.reset();
        }
        log.warn(
                "{} died (status {}). Its last lines:\n{}",
                service.name(),
                running.exitStatus(),
                String.join("\n", running.lastLines()));
        child = null;
    }

    private void restart() throws InterruptedException {
        enter(ServiceState.RESTARTING);
        while (child == null) {
            Duration pause = backoff.nextPause();
            log.warn("Restarting {} in {} ms", service.name(), pause.toMillis());
            Thread.sleep(pause.toMillis());
            try {
                child = bringUp(true);
            } catch (StartupFailure | IOException failure) {
                log.warn("{} did not restart: {}", service.name(), failure.getMessage());
            }
        }
        log.info("{} runs again", service.name());
        enter(ServiceState.RUNNING);
    }

    private void end() {
        ChildProcess last = child;
        if (last != null) {
            last.stop();
        }
        try {
            service.log().close();
        } catch (IOException failure) {
            log.warn("Closing {} failed", service.log().file(), failure);
        }
        started.completeExceptionally(new StartupFailure(service.name() + " was stopped while it started."));
        enter(ServiceState.STOPPED);
    }

    private void enter(ServiceState next) {
        state = next;
        listeners.forEach(listener -> tell(listener, next));
    }

    private void tell(ServiceListener listener, ServiceState now) {
        try {
            listener.stateChanged(service.name(), now);
        } catch (RuntimeException failure) {
            log.warn("A listener to {} failed", service.name(), failure);
        }
    }

    /** Stops the service and waits for it, within a bound. May be repeated. */
    @Override
    public void close() {
        boolean interrupted = false;
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException wanted) {
            interrupted = true;
        }
        if (thread.isAlive()) {
            log.warn("{} is still being stopped", service.name());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
