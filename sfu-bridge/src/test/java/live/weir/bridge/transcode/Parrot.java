package live.weir.bridge.transcode;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A child that says what it hears. */
final class Parrot {

    private Parrot() {}

    public static void main(String... none) throws IOException, InterruptedException {
        Lifeline lifeline = new Lifeline();
        lifeline.orders().forEach(order -> lifeline.say("ordered " + order));
        lifeline.say("environment " + System.getenv().keySet());
        lifeline.say("x".repeat(10_000));
        System.err.println("a complaint");
        CountDownLatch told = new CountDownLatch(1);
        lifeline.hold(word -> lifeline.say("heard " + word), told::countDown);
        told.await();
        lifeline.say("goodbye");
        lifeline.letGo();
    }
}
