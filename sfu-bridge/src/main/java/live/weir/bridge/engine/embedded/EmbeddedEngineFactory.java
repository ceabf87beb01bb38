package live.weir.bridge.engine.embedded;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.transport.IceTimings;
import live.weir.bridge.transport.MediaPort;
import live.weir.bridge.transport.MediaPortSettings;

/** Makes the engine that needs no server: {@code new EmbeddedEngineFactory().port(8189).open()}. */
public final class EmbeddedEngineFactory {

    private static final int MAILBOX_THREADS = 2;

    private MediaPortSettings settings = MediaPortSettings.defaults();
    private int maxStages = 1000;

    /** For UDP and TCP; 0 for any that is free. */
    public EmbeddedEngineFactory port(int port) {
        settings = settings.withPort(port);
        return this;
    }

    /** Local addresses to listen on; none for all of them. */
    public EmbeddedEngineFactory bind(List<InetAddress> addresses) {
        settings = settings.withBind(addresses);
        return this;
    }

    /** Addresses to announce in place of the local ones, where something translates between them. */
    public EmbeddedEngineFactory announce(List<InetAddress> addresses) {
        settings = settings.withExternal(addresses);
        return this;
    }

    public EmbeddedEngineFactory eventLoops(int count) {
        settings = settings.withEventLoops(count);
        return this;
    }

    public EmbeddedEngineFactory maxPeers(int count) {
        settings = settings.withMaximumPeers(count);
        return this;
    }

    public EmbeddedEngineFactory maxStages(int count) {
        maxStages = count;
        return this;
    }

    /** How long a client may take to connect, and how long it may then stay silent. */
    public EmbeddedEngineFactory patience(Duration connect, Duration consent) {
        settings = settings.withTimings(
                new IceTimings(connect, consent, IceTimings.defaults().firstFrame()));
        return this;
    }

    /** Opens the port; not for an event loop, since certificates are made and sockets bound. */
    public MediaEngine open() {
        return new EmbeddedEngine(
                MediaPort.open(settings),
                new DefaultEventExecutorGroup(MAILBOX_THREADS, new DefaultThreadFactory("weir-stage", true)),
                maxStages,
                settings.timings().connect());
    }
}
