package live.weir.platform.program;

import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.StageProgram.Reach;

/** Hears whom the programs of this node reach. Returns at once. */
interface ReachNews {

    void tell(Broadcast broadcast, Reach reach);

    /** This node has nothing more to say of it. */
    void forget(Broadcast broadcast);
}
