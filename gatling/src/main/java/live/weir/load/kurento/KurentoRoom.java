package live.weir.load.kurento;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.webrtc.MediaRoom;
import live.weir.load.webrtc.NegotiatedSession.Role;
import live.weir.load.webrtc.RoomSession;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline with one performer, and any number who watch; what users of one run share, its connection to the media server
 * too, as those of an application do. Create one for each simulation.
 *
 * <pre>{@code
 * KurentoRoom room = KurentoRoom.at("ws://127.0.0.1:8888/kurento");
 * scenario("viewers").exec(room.watch("watch"), stay("watch", Duration.ofMinutes(1)), leave("watch"))
 * }</pre>
 */
public final class KurentoRoom implements MediaRoom {

    private final URI address;
    private final AtomicReference<@Nullable KurentoLine> line = new AtomicReference<>();
    private final CompletableFuture<OnAir> onAir = new CompletableFuture<>();

    /** Where a performer's media comes out. */
    record OnAir(String pipeline, String endpoint) {}

    private KurentoRoom(URI address) {
        this.address = address;
    }

    /** @param address of its JSON-RPC */
    public static KurentoRoom at(String address) {
        return new KurentoRoom(URI.create(address));
    }

    @Override
    public RoomSession enter(Step step, LoadComponents components, Role role) {
        return new KurentoSession(step, components, role, this);
    }

    /** Opened by who comes first. */
    KurentoLine line(LoadComponents components) {
        KurentoLine known = line.get();
        if (known != null) {
            return known;
        }
        KurentoLine made = new KurentoLine(components.protocol().patience());
        if (!line.compareAndSet(null, made)) {
            return line(components);
        }
        made.open(components.http(), address);
        return made;
    }

    CompletableFuture<OnAir> onAir() {
        return onAir;
    }
}
