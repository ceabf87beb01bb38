package live.weir.platform.program;

import java.time.Duration;
import java.util.List;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.Slate;
import live.weir.signaling.stage.BroadcastBook.Broadcast;

/** What the programs of this node are like. */
record ProgramPlan(
        List<Rung> ladder,
        int frameRate,
        Duration part,
        Duration keyframes,
        int audioBitrate,
        boolean labels,
        Duration pictures,
        int most) {

    static ProgramPlan of(ProgramSwitches switches, int processors) {
        return new ProgramPlan(
                Ladder.of(switches.ladder(), processors),
                switches.frameRate(),
                switches.part(),
                switches.keyframes(),
                switches.audioBitrate(),
                switches.labels(),
                switches.pictures(),
                switches.maxPrograms() == 0 ? Integer.MAX_VALUE : switches.maxPrograms());
    }

    ProgramSettings settings(Broadcast broadcast) {
        return new ProgramSettings(
                broadcast.id().toString(),
                ladder,
                frameRate,
                part,
                keyframes,
                audioBitrate,
                Slate.titled(broadcast.channel().title()),
                labels,
                pictures);
    }
}
