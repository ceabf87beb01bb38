package live.weir.signaling.conformance;

import static live.weir.testing.Eventually.eventually;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import live.weir.bridge.contract.LiveClients;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Watcher;
import org.jspecify.annotations.Nullable;

/** What the examinations need: a caller, peers, and a performer on air while there are viewers. */
final class Rig implements AutoCloseable {

    private final Target target;
    private final Caller caller = new Caller();
    private final LiveClients clients = new LiveClients();
    private @Nullable Guest onAir;

    Rig(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    Caller caller() {
        return caller;
    }

    LiveClients clients() {
        return clients;
    }

    Reply offerToPublish(String offer, String... headers) throws IOException {
        return offer(target.whip(target.channel()), offer, target.bearer(), headers);
    }

    Reply offerToWatch(String query, String offer, String... headers) throws IOException {
        return offer(URI.create(target.whep(target.channel()) + query), offer, target.watchBearer(), headers);
    }

    private Reply offer(URI door, String offer, @Nullable String bearer, String... more) throws IOException {
        List<String> headers = new ArrayList<>(Arrays.asList(more));
        if (!headers.contains("Content-Type")) {
            headers.addAll(List.of("Content-Type", "application/sdp"));
        }
        if (bearer != null && !headers.contains("Authorization")) {
            headers.addAll(List.of("Authorization", "Bearer " + bearer));
        }
        return caller.send("POST", door, offer, headers.toArray(String[]::new));
    }

    Guest publisher() throws IOException {
        return publisher(Performer.single());
    }

    Guest publisher(Performer performer) throws IOException {
        String offer = performer.offer();
        return new Guest(this, performer, offer, offerToPublish(offer).is(201));
    }

    Guest viewer() throws Exception {
        return viewer("", new Watcher(1, 1));
    }

    Guest viewer(String query, Watcher watcher) throws Exception {
        goOnAir();
        return viewerOfWhatIsThere(query, watcher);
    }

    private Guest viewerOfWhatIsThere(String query, Watcher watcher) throws IOException {
        String offer = watcher.offer();
        return new Guest(this, watcher, offer, offerToWatch(query, offer).is(201));
    }

    void goOnAir() throws Exception {
        if (onAir == null) {
            Performer performer = Performer.single();
            onAir = publisher(performer.play()).connected();
            eventually(() -> requireLive());
        }
    }

    /** The first picture may be on its way. */
    private void requireLive() throws IOException {
        Watcher watcher = new Watcher(1, 1);
        Reply reply = offerToWatch("", watcher.offer()).is(201);
        new Guest(this, watcher, "", reply).close();
    }

    void goOffAir() throws IOException {
        Guest performer = onAir;
        onAir = null;
        if (performer != null) {
            performer.close();
        }
    }

    @Override
    public void close() throws IOException {
        goOffAir();
        clients.close();
    }
}
