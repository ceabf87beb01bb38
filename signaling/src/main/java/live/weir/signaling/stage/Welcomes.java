package live.weir.signaling.stage;

import java.util.List;
import live.weir.bridge.engine.MediaEngine;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.Channel;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import org.jspecify.annotations.Nullable;

/** What somebody is told who takes a seat. */
final class Welcomes {

    /** Half of what a socket may be silent for, and a little. */
    private static final int HEARTBEAT_SECONDS = 20;

    private final IceServers iceServers;
    private final MediaEngine engine;

    Welcomes(IceServers iceServers, MediaEngine engine) {
        this.engine = engine;
        this.iceServers = iceServers;
    }

    Welcome of(Seat seat, String resume, boolean resumed, ChannelCard channel, @Nullable String ref) {
        return new Welcome(
                ref,
                seat.self(),
                resume,
                resumed,
                seat.sessions(),
                HEARTBEAT_SECONDS,
                iceFor(seat),
                iceServers.relayOnly(),
                engine.capabilities().performersPerView(),
                new Channel(channel.slug(), channel.title()));
    }

    private List<ServerMessage.IceServer> iceFor(Seat seat) {
        return iceServers.forClient(seat.id).stream()
                .map(server -> new ServerMessage.IceServer(server.urls(), server.username(), server.credential()))
                .toList();
    }
}
