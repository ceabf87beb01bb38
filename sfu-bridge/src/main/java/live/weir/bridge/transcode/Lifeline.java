package live.weir.bridge.transcode;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A child's ends of the pipes to its node. First come the orders, later perhaps a word now and then; the pipe's end means
 * that the node wants the child to end, or is gone. A child that has not ended a moment later is halted, whatever native
 * code it may be stuck in. SIGTERM means the same.
 */
public final class Lifeline {

    private static final int GRACE_MILLIS = 3000;

    private final BufferedReader pipe =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1024);
    private final PrintStream status =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final CountDownLatch over = new CountDownLatch(1);

    /** Once, at the very start of {@code main}: waits for the orders. */
    public List<String> orders() throws IOException {
        List<String> orders = new ArrayList<>();
        for (String line = pipe.readLine(); line != null && !line.isEmpty(); line = pipe.readLine()) {
            orders.add(line);
        }
        return orders;
    }

    /**
     * @param words takes what the node says later, on a thread of ours
     * @param stop told once or twice, from threads of ours, that it is time to end; must not wait
     */
    public void hold(Consumer<String> words, Runnable stop) {
        Thread watch = new Thread(() -> listen(words, stop), "lifeline");
        watch.setDaemon(true);
        watch.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop), "lifeline-signal"));
    }

    /** By {@code main} when its work is done and its goods are given back. */
    public void letGo() {
        over.countDown();
    }

    /** One line of status for the node. */
    public void say(String line) {
        status.println(line);
    }

    private void listen(Consumer<String> words, Runnable stop) {
        try {
            for (String line = pipe.readLine(); line != null; line = pipe.readLine()) {
                words.accept(line);
            }
        } catch (IOException broken) {
            // As good as its end.
        }
        end(stop);
        Runtime.getRuntime().halt(0);
    }

    private void end(Runnable stop) {
        stop.run();
        try {
            over.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
