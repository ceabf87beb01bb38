package live.weir.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static live.weir.load.webrtc.WebRtcDsl.whep;
import static live.weir.load.webrtc.WebRtcDsl.whip;

import io.gatling.javaapi.core.ChainBuilder;
import java.time.Duration;
import live.weir.load.janus.JanusRoom;
import live.weir.load.kurento.KurentoRoom;
import live.weir.load.webrtc.MediaRoom;

/** How people perform and watch: by WHIP and WHEP, or in a room of another server, by its own words. */
interface Venue {

    ChainBuilder perform(String name);

    /** @param waits how long for somebody who performs */
    ChainBuilder watch(String name, Duration waits);

    /** @param returns for how long those whose connection breaks try to come back; rooms of other servers have no such people */
    static Venue chosen(Duration returns) {
        String janus = Knobs.text("janus", "");
        String kurento = Knobs.text("kurento", "");
        if (!janus.isEmpty()) {
            return new Room(JanusRoom.at(janus).number(Knobs.number("janus-room", 1234, 1, Integer.MAX_VALUE)));
        }
        return kurento.isEmpty() ? new Stage(returns) : new Room(KurentoRoom.at(kurento));
    }

    /** By what is in the session. */
    record Stage(Duration returns) implements Venue {

        @Override
        public ChainBuilder perform(String name) {
            return exec(whip(name)
                    .url("#{whip}")
                    .bearer("#{key}")
                    .footage(Knobs.footage())
                    .bitsPerSecond(Knobs.bitsPerSecond())
                    .returns(returns));
        }

        @Override
        public ChainBuilder watch(String name, Duration waits) {
            return exec(whep(name)
                    .url("#{whep}")
                    .bearer(Knobs.text("watch-bearer", ""))
                    .waits(waits)
                    .returns(returns));
        }
    }

    record Room(MediaRoom room) implements Venue {

        @Override
        public ChainBuilder perform(String name) {
            return exec(room.perform(name).shows(Knobs.footage(), Knobs.bitsPerSecond()));
        }

        @Override
        public ChainBuilder watch(String name, Duration waits) {
            return exec(room.watch(name).waits(waits));
        }
    }
}
