package live.weir.platform.audience;

import java.util.OptionalDouble;
import java.util.UUID;

/** What people do, to be told by the node that took it, and by no other. On any thread; never blocks. */
public interface Engagement {

    /**
     * @param account only to tell people apart within the minute; it is written nowhere
     * @param sentiment from -1 to 1; empty where the scorer has no opinion
     */
    void said(UUID channel, UUID account, OptionalDouble sentiment);

    void reacted(UUID channel);
}
