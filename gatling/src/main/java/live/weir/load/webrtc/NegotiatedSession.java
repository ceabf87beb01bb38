package live.weir.load.webrtc;

import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.rtc.RtcPeer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** A session that begins with an offer and its answer, whoever makes which and however they get to the other. */
public abstract class NegotiatedSession extends MediaSession {

    /** What the user is there for; and so, what it waits for before it goes on. */
    public enum Role {
        PERFORMER,
        VIEWER
    }

    private final LoadComponents components;
    private final Role role;
    private final Disposable.Composite work = Disposables.composite();
    private volatile boolean answered;
    private volatile boolean flowing;

    protected NegotiatedSession(Step step, LoadComponents components, Role role) {
        this(step, components, role, new OnlyOnce());
    }

    NegotiatedSession(Step step, LoadComponents components, Role role, Course course) {
        super(step, course);
        this.components = components;
        this.role = role;
    }

    /** What is said until there is an answer; if it fails, the step does. It ends with the session. */
    protected void negotiate(Mono<?> words) {
        work.add(words.subscribe(any -> {}, failed -> giveUp(String.valueOf(failed.getMessage()))));
    }

    /** Both descriptions are known. */
    protected void agree(RtcPeer peer, String description) {
        answered = true;
        reached("answer");
        peer.connect(description);
        work.add(Mono.delay(components.protocol().patience())
                .subscribe(any -> giveUp("No " + awaited() + " within "
                        + components.protocol().patience().toSeconds() + " s")));
    }

    @Override
    protected String awaited() {
        if (!answered) {
            return "answer";
        }
        if (role == Role.PERFORMER || !isConnected()) {
            return "connected";
        }
        return flowing ? "first keyframe" : "first packet";
    }

    @Override
    public void connected() {
        super.connected();
        if (role == Role.PERFORMER) {
            begin();
        }
    }

    @Override
    public void firstPacket() {
        if (role == Role.VIEWER) {
            flowing = true;
            reached("first packet");
        }
    }

    @Override
    public void firstKeyframe() {
        if (role == Role.VIEWER && !hasBegun()) {
            reached("first keyframe");
            begin();
        }
    }

    @Override
    protected void begin() {
        super.begin();
        work.dispose();
    }

    @Override
    public void close() {
        super.close();
        work.dispose();
    }
}
