package live.weir.signaling.socket;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import live.weir.signaling.protocol.BadMessage;
import live.weir.signaling.protocol.ClientMessage;
import live.weir.signaling.protocol.ClientMessage.Hello;
import live.weir.signaling.protocol.ClientMessage.Ping;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.Bye;
import live.weir.signaling.protocol.ServerMessage.ByeReason;
import live.weir.signaling.protocol.ServerMessage.Outcome;
import live.weir.signaling.protocol.ServerMessage.Pong;
import live.weir.signaling.protocol.ServerMessage.Refused;
import live.weir.signaling.protocol.StageCodec;
import live.weir.signaling.socket.StageSocketHandler.Parts;
import live.weir.signaling.stage.Frame;
import live.weir.signaling.stage.SeatSocket;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.TakenSeat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One client at the other end of a WebSocket.
 *
 * <pre>
 *  GREETING ──hello──▶ ENTERING ──welcome──▶ SEATED
 *     │                   │                    │
 *     └── deadline ───────┴── refused ─────────┴── bye, gone ──▶ OVER
 * </pre>
 *
 * <p>Messages come in on the connection's event loop, one after another, and go to the stage in that order. What is told
 * comes from the stage's mailbox. Nothing here ends the stream of incoming messages: Reactor Netty would close the connection
 * before the last word is out.
 */
final class StageSocket implements SeatSocket {

    private enum Phase {
        GREETING,
        ENTERING,
        SEATED,
        OVER
    }

    private static final Logger log = LoggerFactory.getLogger(StageSocket.class);
    /** Commands that wait for their outcome; after that the client's next ones wait in the network. */
    private static final int AT_ONCE = 16;

    private static final int LOOKS_PER_SILENCE = 9;

    private static final CloseStatus TOO_SLOW = new CloseStatus(1013, "too slow");
    private static final CloseStatus RECONNECT = CloseStatus.SERVICE_RESTARTED;

    private final WebSocketSession session;
    private final Parts parts;
    private final Outbox outbox;
    private final RateLimit rate;
    private final Disposable.Composite timers = Disposables.composite();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.GREETING);
    private final AtomicReference<@Nullable TakenSeat> seat = new AtomicReference<>();
    private final AtomicReference<@Nullable CloseStatus> status = new AtomicReference<>();
    private volatile boolean gone;
    private volatile long heardAt;

    StageSocket(WebSocketSession session, Parts parts) {
        this.session = session;
        this.parts = parts;
        this.outbox = new Outbox(parts.limits().framesWaiting(), parts.limits().bytesWaiting());
        this.heardAt = now();
        this.rate = new RateLimit(parts.limits().burst(), parts.limits().perSecond(), heardAt);
    }

    private long now() {
        return parts.time().scheduler().now(TimeUnit.NANOSECONDS);
    }

    Mono<Void> run() {
        if (!StageSocketHandler.PROTOCOL.equals(session.getHandshakeInfo().getSubProtocol())) {
            return session.close(CloseStatus.PROTOCOL_ERROR);
        }
        startTimers();
        Mono<Void> in = session.receive().flatMap(this::take, AT_ONCE).then().doFinally(end -> outbox.finish());
        Mono<Void> out = session.send(outbox.map(this::textFrame)).then(Mono.defer(this::close));
        return Mono.when(in, out)
                .onErrorResume(broken -> {
                    log.debug("A stage socket broke: {}", broken.toString());
                    return Mono.empty();
                })
                .doFinally(end -> over());
    }

    private WebSocketMessage textFrame(byte[] json) {
        return new WebSocketMessage(
                WebSocketMessage.Type.TEXT, session.bufferFactory().wrap(json));
    }

    private Mono<Void> close() {
        CloseStatus how = status.get();
        return session.close(how == null ? CloseStatus.NORMAL : how);
    }

    private void startTimers() {
        Scheduler scheduler = parts.time().scheduler();
        long silence = parts.limits().silence().toMillis();
        timers.add(scheduler.schedule(
                this::helloIsDue, parts.limits().helloPatience().toMillis(), TimeUnit.MILLISECONDS));
        timers.add(scheduler.schedulePeriodically(
                this::checkSilence, silence, Math.max(1, silence / LOOKS_PER_SILENCE), TimeUnit.MILLISECONDS));
    }

    private void helloIsDue() {
        if (phase.get() == Phase.GREETING) {
            end(ByeReason.PROTOCOL, false, CloseStatus.POLICY_VIOLATION);
        }
    }

    private void checkSilence() {
        if (now() - heardAt > parts.limits().silence().toNanos()) {
            end(ByeReason.PROTOCOL, true, CloseStatus.POLICY_VIOLATION);
        }
    }

    // Coming in, on the event loop.

    private Mono<Void> take(WebSocketMessage message) {
        heardAt = now();
        if (phase.get() == Phase.OVER) {
            return Mono.empty();
        }
        if (!rate.spend(heardAt)) {
            end(ByeReason.PROTOCOL, true, CloseStatus.POLICY_VIOLATION);
            return Mono.empty();
        }
        return switch (message.getType()) {
            case TEXT -> takeText(message);
            case BINARY -> {
                end(ByeReason.PROTOCOL, false, CloseStatus.PROTOCOL_ERROR);
                yield Mono.empty();
            }
            case PING, PONG -> Mono.empty();
        };
    }

    private Mono<Void> takeText(WebSocketMessage message) {
        if (message.getPayload().readableByteCount() > StageCodec.LARGEST_FRAME) {
            end(ByeReason.PROTOCOL, false, CloseStatus.TOO_BIG_TO_PROCESS);
            return Mono.empty();
        }
        try {
            return hear(parts.codec().readClient(message.getPayloadAsText(StandardCharsets.UTF_8)));
        } catch (BadMessage bad) {
            parts.meters().refused(Reason.INVALID);
            if (bad.isHopeless()) {
                end(ByeReason.PROTOCOL, false, CloseStatus.PROTOCOL_ERROR);
            } else {
                tell(new Refused(bad.ref(), Problems.invalid(String.valueOf(bad.getMessage()))));
            }
            return Mono.empty();
        }
    }

    private Mono<Void> hear(ClientMessage message) {
        if (message instanceof Ping ping) {
            tell(new Pong(ping.ref()));
            return Mono.empty();
        }
        TakenSeat taken = seat.get();
        if (taken != null) {
            return outcome(taken.hear(message), message.ref());
        }
        if (message instanceof Hello hello && phase.compareAndSet(Phase.GREETING, Phase.ENTERING)) {
            return enter(hello);
        }
        return outcome(
                Mono.error(StageRefused.of(Reason.CONFLICT, "Say hello first, and wait for the welcome.")),
                message.ref());
    }

    private Mono<Void> outcome(Mono<Outcome> work, @Nullable String ref) {
        return work.doOnNext(this::tell)
                .doOnError(failure -> refuse(failure, ref))
                .onErrorComplete()
                .then();
    }

    private void refuse(Throwable failure, @Nullable String ref) {
        StageRefused refused = refusal(failure);
        parts.meters().refused(refused.reason());
        tell(new Refused(ref, Problems.of(refused)));
    }

    private static StageRefused refusal(Throwable failure) {
        if (failure instanceof StageRefused refused) {
            return refused;
        }
        log.error("A message of a stage socket failed", failure);
        return StageRefused.of(Reason.FAILED, "This could not be done. Please try again.");
    }

    private Mono<Void> enter(Hello hello) {
        return Mono.fromCallable(() -> parts.from().apply(session.getHandshakeInfo()))
                .flatMap(from -> parts.doorman().letIn(slug(), hello, from))
                .flatMap(arrival -> parts.stages().enter(arrival, this, hello.ref()))
                .doOnNext(welcome -> {
                    phase.compareAndSet(Phase.ENTERING, Phase.SEATED);
                    tell(welcome);
                })
                .doOnError(failure -> turnAway(refusal(failure), hello.ref()))
                .onErrorComplete()
                .then();
    }

    private String slug() {
        String path = session.getHandshakeInfo().getUri().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void turnAway(StageRefused refused, @Nullable String ref) {
        parts.meters().refused(refused.reason());
        tell(new Refused(ref, Problems.of(refused)));
        Integer seconds = Problems.seconds(refused.retryAfter());
        int after = seconds == null ? 1 : seconds;
        switch (refused.reason()) {
            case ELSEWHERE, FAILED -> end(new Bye(ByeReason.MOVING, true, after), RECONNECT);
            case OVERLOADED, TOO_MANY -> end(new Bye(ByeReason.OVERLOADED, true, after), CloseStatus.POLICY_VIOLATION);
            default -> end(ByeReason.NOT_ALLOWED, false, CloseStatus.POLICY_VIOLATION);
        }
    }

    // Going out, on any thread.

    private void tell(ServerMessage message) {
        tell(Frame.each(parts.codec().write(message)));
    }

    @Override
    public void tell(Frame frame) {
        if (!outbox.offer(frame)) {
            parts.meters().dropped("slow-socket");
            outbox.clear();
            end(ByeReason.SLOW, true, TOO_SLOW);
        }
    }

    @Override
    public void seated(TakenSeat taken) {
        seat.set(taken);
        if (gone) {
            taken.lost();
        }
    }

    @Override
    public void bye(Bye bye) {
        end(bye, bye.reason() == ByeReason.MOVING ? RECONNECT : CloseStatus.NORMAL);
    }

    private void end(ByeReason reason, boolean again, CloseStatus how) {
        end(new Bye(reason, again, 0), how);
    }

    /** The first reason is the one that is told. */
    private void end(Bye bye, CloseStatus how) {
        if (phase.getAndSet(Phase.OVER) == Phase.OVER) {
            return;
        }
        status.set(how);
        timers.add(parts.time()
                .scheduler()
                .schedule(
                        () -> StageUpgrade.cutOff(session),
                        parts.limits().closePatience().toMillis(),
                        TimeUnit.MILLISECONDS));
        outbox.finish(Frame.each(parts.codec().write(bye)));
    }

    private void over() {
        gone = true;
        phase.set(Phase.OVER);
        timers.dispose();
        TakenSeat taken = seat.get();
        if (taken != null) {
            taken.lost();
        }
    }
}
