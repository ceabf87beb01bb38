package live.weir.platform.infrastructure.embedded;

/** Is told what takes long while it happens, so that a person at the console does not wait in the dark. */
@FunctionalInterface
public interface StartupProgress {

    /** Called before the step begins, from several threads; seldom also later, when a service must be restarted. */
    void step(String sentence);
}
