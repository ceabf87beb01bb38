package live.weir.platform.launch;

import org.springframework.boot.SpringApplication;

/** Starts a node; one that cannot start leaves with an exit code that says so. */
public final class Launcher {

    private static final int COULD_NOT_START = 1;

    private Launcher() {}

    public static void launch(Class<?> application, String... args) {
        try {
            SpringApplication.run(application, args);
        } catch (RuntimeException | Error failed) {
            if (isOnPurpose(failed)) {
                throw failed;
            }
            // Already reported. Leave even if a thread of a half-started part is still there.
            System.exit(COULD_NOT_START);
        }
    }

    /** Spring Boot ends some runs on purpose by an exception: it must reach its own handler. */
    private static boolean isOnPurpose(Throwable failed) {
        return failed instanceof SpringApplication.AbandonedRunException;
    }
}
