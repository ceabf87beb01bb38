package live.weir.platform.audience;

import java.util.Map;
import java.util.UUID;

/**
 * Who is there by one way. Each bean is asked once a minute, on a thread that must not block; what it answers is how it stands at that moment.
 * Several of one kind are allowed, and none: then that way counts as empty.
 */
public interface Gathering {

    /** The ways to be with a channel. One person may be counted by each of them. */
    enum Kind {
        /** With the stage's page open, or watching by WHEP. */
        STAGE,
        /** Playing the program elsewhere than on a page that has a seat at the stage. */
        HLS,
        /** In the room. */
        CHAT
    }

    Kind kind();

    /**
     * By channel, as far as this node can tell of all nodes: of what several nodes say about one channel the largest holds.
     * Channels with nobody may be left out.
     */
    Map<UUID, Long> present();
}
