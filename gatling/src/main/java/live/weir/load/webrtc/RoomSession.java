package live.weir.load.webrtc;

import java.time.Duration;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.rtc.RtcPeer;

/** A user's session in a room, by the words of its server. */
public abstract class RoomSession extends NegotiatedSession {

    protected RoomSession(Step step, LoadComponents components, Role role) {
        super(step, components, role);
    }

    protected abstract void perform(RtcPeer peer);

    /** @param waits how long for somebody who performs */
    protected abstract void watch(RtcPeer peer, Duration waits);
}
