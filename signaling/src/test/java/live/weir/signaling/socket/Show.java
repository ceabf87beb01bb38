package live.weir.signaling.socket;

import java.util.List;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Theatre;
import live.weir.bridge.contract.Watcher;
import live.weir.bridge.engine.MediaEngine;
import live.weir.signaling.protocol.ClientMessage.GoLive;
import live.weir.signaling.protocol.ClientMessage.Publish;
import live.weir.signaling.protocol.ClientMessage.Subscribe;
import live.weir.signaling.protocol.ServerMessage.Published;
import live.weir.signaling.protocol.ServerMessage.State;
import live.weir.signaling.protocol.ServerMessage.Subscribed;
import live.weir.signaling.protocol.Source;

/** The media of visitors: real peers, whose time goes on by itself. */
final class Show implements AutoCloseable {

    private final Theatre theatre;

    Show(MediaEngine engine) {
        theatre = new Theatre(engine);
    }

    Performer publish(Visitor visitor) throws Exception {
        Performer performer = Performer.single();
        Published published =
                visitor.ask(new Publish(Source.CAMERA, performer.offer(), Visitor.ref()), Published.class);
        return play(performer, published.sdp());
    }

    Performer play(Performer performer, String answer) {
        performer.connect(answer);
        theatre.add(performer);
        return performer.play();
    }

    Watcher watch(Visitor visitor) throws Exception {
        Watcher watcher = new Watcher(2, 2);
        Subscribed subscribed =
                visitor.ask(new Subscribe(watcher.offer(), List.of(), true, 0, Visitor.ref()), Subscribed.class);
        return see(watcher, subscribed.sdp());
    }

    Watcher see(Watcher watcher, String answer) {
        watcher.connect(answer);
        return theatre.add(watcher);
    }

    Performer goLive(Visitor host) throws Exception {
        Performer performer = publish(host);
        host.does(new GoLive(Visitor.ref()));
        host.stage(stage -> stage.state() == State.LIVE);
        return performer;
    }

    @Override
    public void close() {
        theatre.close();
    }
}
