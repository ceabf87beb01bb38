package live.weir.bridge.transcode;

import java.util.concurrent.locks.LockSupport;

/** A child that hears neither the end of its lifeline nor SIGTERM. */
final class Stubborn {

    private Stubborn() {}

    public static void main(String... none) {
        Runtime.getRuntime().addShutdownHook(new Thread(Stubborn::stay));
        System.out.println("here to stay");
        stay();
    }

    private static void stay() {
        while (true) {
            LockSupport.park();
        }
    }
}
