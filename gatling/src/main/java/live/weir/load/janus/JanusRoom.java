package live.weir.load.janus;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.webrtc.MediaRoom;
import live.weir.load.webrtc.NegotiatedSession.Role;
import live.weir.load.webrtc.RoomSession;

/**
 * A video room with one performer, and any number who watch; what users of one run share. Create one for each simulation.
 *
 * <pre>{@code
 * JanusRoom room = JanusRoom.at("http://127.0.0.1:8088/janus");
 * scenario("viewers").exec(room.watch("watch"), stay("watch", Duration.ofMinutes(1)), leave("watch"))
 * }</pre>
 */
public final class JanusRoom implements MediaRoom {

    /** Of Janus' own example. */
    private static final long USUAL = 1234;

    private final URI address;
    private final long number;
    private final CompletableFuture<Long> feed = new CompletableFuture<>();

    private JanusRoom(URI address, long number) {
        this.address = address;
        this.number = number;
    }

    /** @param address of Janus' HTTP interface, with its path */
    public static JanusRoom at(String address) {
        return new JanusRoom(URI.create(address), USUAL);
    }

    /** Rooms of number are made in Janus' configuration. */
    public JanusRoom number(long newNumber) {
        return new JanusRoom(address, newNumber);
    }

    @Override
    public RoomSession enter(Step step, LoadComponents components, Role role) {
        return new JanusSession(step, components, role, this);
    }

    URI address() {
        return address;
    }

    long number() {
        return number;
    }

    /** What the performer publishes, as soon as it does. */
    CompletableFuture<Long> feed() {
        return feed;
    }
}
