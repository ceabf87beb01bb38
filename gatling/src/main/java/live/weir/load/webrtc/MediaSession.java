package live.weir.load.webrtc;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import live.weir.load.dsl.OpenSession;
import live.weir.load.dsl.Step;
import live.weir.load.http.HttpCaller;
import live.weir.load.measure.Track;
import live.weir.load.measure.Track.Count;
import live.weir.load.rtc.MediaSecond;
import live.weir.load.rtc.PeerListener;
import live.weir.load.rtc.RtcPeer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A user's media while it goes on: it tells Gatling and the journal what comes, second by second. */
public abstract class MediaSession implements OpenSession, PeerListener {

    private static final Logger LOG = LoggerFactory.getLogger(MediaSession.class);
    private static final Duration GOODBYE = Duration.ofSeconds(5);
    private static final int SMALL = 64 * 1024;

    private volatile Step step;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Course course;
    private volatile @Nullable RtcPeer peer;
    private volatile @Nullable Runnable goodbye;
    private boolean isConnected;
    private long worstDelay;
    private volatile long lastPicture;

    protected MediaSession(Step step) {
        this(step, new OnlyOnce());
    }

    MediaSession(Step step, Course course) {
        this.step = step;
        this.course = course;
    }

    protected Step step() {
        return step;
    }

    /** What comes now is timed from now on. */
    protected void beginAgain() {
        step = step.again();
    }

    protected void use(RtcPeer newPeer) {
        peer = newPeer;
    }

    /** What tells the server that it is over. */
    protected void onClose(Runnable newGoodbye) {
        goodbye = newGoodbye;
        if (closed.get()) {
            newGoodbye.run(); // it was given up while the server still answered
        }
    }

    @Override
    public CompletionStage<String> lost() {
        return course.lost();
    }

    /** Something that the user waited for is there. */
    protected void reached(String what) {
        if (course.isFirst()) {
            step.reached(what);
        }
    }

    /** Goes on with the scenario, if nothing did yet. */
    protected void begin() {
        if (begun.compareAndSet(false, true)) {
            if (course.isFirst()) {
                step.track().count(Count.PEERS, 1);
            }
            course.begun(step, this);
        }
    }

    protected boolean hasBegun() {
        return begun.get();
    }

    /** What the user waits for now; the name of the row that fails. */
    protected abstract String awaited();

    protected void giveUp(String reason) {
        if (begun.compareAndSet(false, true)) {
            String awaited = awaited();
            close();
            course.never(step, awaited, reason);
        }
    }

    @Override
    public void connected() {
        isConnected = true;
        reached("connected");
    }

    @Override
    public void delay(long nanos) {
        worstDelay = Math.max(worstDelay, nanos);
        lastPicture = System.nanoTime();
        step.track().took("picture delay", nanos);
    }

    @Override
    public void second(MediaSecond second) {
        Track track = step.track();
        track.count(Count.PACKETS, (double) second.packets());
        track.count(Count.BYTES, (double) second.bytes());
        track.count(Count.LOST, (double) second.lost());
        track.count(Count.RECOVERED, (double) second.recovered());
        track.count(Count.PICTURES, (double) second.pictures());
        track.count(Count.FREEZES, (double) second.freezes());
        track.count(Count.FROZEN_MILLIS, second.frozenNanos() / 1e6);
        track.count(Count.UNOPENED, (double) second.unopened());
        track.count(Count.KEYFRAME_REQUESTS, (double) second.keyframeRequests());
        if (second.jitterNanos() > 0) {
            track.took("jitter", second.jitterNanos());
        }
        if (begun.get() && !closed.get()) {
            tellGatling(second);
        }
        worstDelay = 0;
    }

    private void tellGatling(MediaSecond second) {
        if (second.freezes() > 0) {
            step.wentWrong("second", "The picture froze");
        } else if (second.unopened() > 0) {
            step.wentWrong("second", "Packets were not authentic");
        } else {
            step.took("second", worstDelay);
        }
    }

    @Override
    public void failed(String reason) {
        if (!begun.get()) {
            giveUp(reason);
        } else if (!closed.get()) {
            course.broke(step, reason, lastPicture == 0 ? System.nanoTime() : lastPicture);
        }
    }

    protected boolean isConnected() {
        return isConnected;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            RtcPeer last = peer;
            if (last != null) {
                last.close();
            }
            Runnable word = goodbye;
            if (word != null) {
                word.run();
            }
        }
    }

    /** Ends a session's resource; whether that works is of no interest to a user who is gone. */
    static Runnable deletion(HttpCaller http, URI resource, Map<String, String> headers) {
        return () -> http.send(HttpMethod.DELETE, resource, headers, "", GOODBYE, SMALL)
                .subscribe(any -> {}, failed -> LOG.debug("DELETE {}: {}", resource, failed.getMessage()));
    }
}
