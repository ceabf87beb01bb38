package live.weir.bridge.peer;

/** Names the threads of test peers, so that a test can tell whether any are left. */
final class Threads {

    private Threads() {}

    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
