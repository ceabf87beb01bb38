package live.weir.platform.infrastructure.embedded;

import java.nio.file.Path;
import live.weir.platform.infrastructure.StartupFailure;

/**
 * A process that does nothing but run the embedded services, to be killed by tests: {@code EmbeddedNode <home> [close]}.
 * With {@code close} it closes them in a shutdown hook, as the application does; without, it leaves that to the guardians.
 */
public final class EmbeddedNode {

    private EmbeddedNode() {}

    public static void main(String[] arguments) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            WeirHome home = WeirHome.open(Path.of(arguments[0]));
            EmbeddedServices services = EmbeddedServices.start(home, true, true, EmbeddedNode::say);
            if (arguments.length > 1) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    services.close();
                    say("CLOSED");
                }));
            }
            say("READY " + services.postgres().orElseThrow().port() + " "
                    + services.redis().orElseThrow().port() + " after " + (System.nanoTime() - begin) / 1_000_000
                    + " ms");
        } catch (StartupFailure failure) {
            say("FAILED " + failure.getMessage());
            return;
        }
        Thread.currentThread().join();
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
