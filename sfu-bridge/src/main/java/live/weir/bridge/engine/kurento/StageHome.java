package live.weir.bridge.engine.kurento;

import java.util.concurrent.atomic.AtomicBoolean;
import org.kurento.client.KurentoObject;
import org.kurento.client.MediaPipeline;
import org.kurento.client.PassThrough;
import reactor.core.publisher.Mono;

/** Where a stage is: a pipeline on a server. Holds the object of the typed API, which forgets what nobody holds. */
final class StageHome {

    /** Whose home it is. */
    interface Tenant {

        /** The home is gone. */
        void homeIsLost();

        /** The home is as it was, but what happened there for a moment was told to nobody. */
        void homeIsBack();
    }

    private final MediaServerHandle server;
    private final MediaPipeline pipeline;
    private final Tenant tenant;
    private final AtomicBoolean gone = new AtomicBoolean();

    StageHome(MediaServerHandle server, MediaPipeline pipeline, Tenant tenant) {
        this.server = server;
        this.pipeline = pipeline;
        this.tenant = tenant;
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
            tenant.homeIsLost();
        }
    }

    void comeBack() {
        if (!gone.get()) {
            tenant.homeIsBack();
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
