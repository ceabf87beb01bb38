package live.weir.bridge.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Clients of any server, whose time goes on in a thread of its own. */
public final class LiveClients implements AutoCloseable {

    private static final long STEP_MILLIS = 5;

    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final Thread time = new Thread(this::goOn, "contract-time");
    private volatile boolean over;

    public LiveClients() {
        time.setDaemon(true);
        time.start();
    }

    private void goOn() {
        while (!over) {
            long now = System.nanoTime();
            clients.forEach(client -> client.tick(now));
            LockSupport.parkNanos(STEP_MILLIS * 1_000_000);
        }
    }

    /** Lets its time go on. */
    public <C extends Client> C add(C client) {
        clients.add(client);
        return client;
    }

    /** Lets it go without a word. */
    public void remove(Client client) {
        clients.remove(client);
        client.vanish();
    }

    @Override
    public void close() {
        over = true;
        stop();
        clients.forEach(Client::vanish);
        clients.stream()
                .filter(Watcher.class::isInstance)
                .map(Watcher.class::cast)
                .forEach(Watcher::requireNoComplaint);
    }

    private void stop() {
        try {
            time.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
