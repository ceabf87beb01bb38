package live.weir.bridge.engine.kurento;

import java.util.concurrent.atomic.AtomicBoolean;
import org.kurento.client.KurentoObject;
import org.kurento.client.MediaPipeline;
import org.kurento.client.PassThrough;
import reactor.core.publisher.Mono;

/** Where a stage is: a pipeline on a server. Holds the object of the typed API, which forgets what nobody holds. */
final class StageHome {

    private final MediaServerHandle server;
    private final MediaPipeline pipeline;
    private final Runnable whenLost;
    private final AtomicBoolean gone = new AtomicBoolean();

    StageHome(MediaServerHandle server, MediaPipeline pipeline, Runnable whenLost) {
        this.server = server;
        this.pipeline = pipeline;
        this.whenLost = whenLost;
    }

    MediaServerHandle server() {
        return server;
    }

    MediaPipeline pipeline() {
        return pipeline;
    }

    String pipelineId() {
        return pipeline.getId();
    }

    Mono<PassThrough> newPassThrough() {
        return Calls.call(new PassThrough.Builder(pipeline)::buildAsync);
    }

    /** Later, in the server's own time. */
    void release(KurentoObject object) {
        if (!gone.get()) {
            server.releases().add(object);
        }
    }

    /** The server has forgotten it, or is to be left. Tells the stage once. */
    void lose() {
        if (gone.compareAndSet(false, true)) {
            server.forget(this);
            whenLost.run();
        }
    }

    /** To another server: this one is well, but is to be empty. */
    void leave() {
        server.releases().add(pipeline);
        lose();
    }

    boolean isGone() {
        return gone.get();
    }

    /** With everything in it. */
    void close() {
        if (gone.compareAndSet(false, true)) {
            server.forget(this);
            server.releases().add(pipeline);
        }
    }
}
