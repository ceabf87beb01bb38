package live.weir.bridge.transcode;

import java.time.Duration;
import live.weir.bridge.program.ProgramFormat;

/** Hears how the making of a program goes. Called one after another on the program's thread; must not wait. */
public interface ProgramListener {

    /** The first chunks of a run are about to come: after the start, and after each restart. */
    default void running(ProgramFormat format) {}

    /** The child was lost or has been killed; another one follows. The cause is a sentence for people. */
    default void restarting(String cause, Duration pause) {}

    /** Too many restarts in too short a time. The sink has been told the end; nothing more comes of this program. */
    default void failed(String cause) {}
}
