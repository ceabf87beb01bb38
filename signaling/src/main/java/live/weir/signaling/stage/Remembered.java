package live.weir.signaling.stage;

import java.util.List;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.protocol.ServerMessage.Role;
import org.jspecify.annotations.Nullable;

/**
 * What the next owner of a stage is told.
 *
 * @param version of this form; another one is not read
 */
record Remembered(
        int version,
        StageState state,
        @Nullable OnTheAir broadcast,
        LayoutName layout,
        @Nullable String spotlight,
        @Nullable Boolean recordingWish,
        List<RememberedSeat> seats,
        List<RememberedInvitation> invitations) {

    static final int VERSION = 1;

    record OnTheAir(String id, long startedAtMillis, int peak, long total) {}

    /** A performer's; viewers just come again. */
    record RememberedSeat(
            String id,
            Role role,
            @Nullable String who,
            String client,
            String name,
            boolean onStage,
            String resumeHash) {}

    record RememberedInvitation(String hash, String name, long expiresAtMillis) {}
}
