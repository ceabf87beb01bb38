package live.weir.load.chat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.OpenSession;
import live.weir.load.dsl.Step;
import live.weir.load.http.TextSocket;
import live.weir.load.measure.Track.Count;
import live.weir.load.media.WallClock;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Somebody in a room: hears, says, and comes back by {@code resume} when the connection broke. */
final class RoomVisit implements OpenSession, TextSocket.Listener {

    private static final String PROTOCOL = "weir.chat.v1";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicLong IDS =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 40));
    /** A minute and a half: longer than a node takes to start. */
    private static final int MOST_RETURNS = 120;

    private static final Duration BACK_AFTER = Duration.ofMillis(500);
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Step step;
    private final LoadComponents components;
    private final URI address;
    private final String token;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Map<String, Said> waiting = new ConcurrentHashMap<>();
    private final Disposable.Composite work = Disposables.composite();
    private volatile Disposable deadline = Disposables.disposed();
    private volatile boolean closed;
    private volatile @Nullable TextSocket socket;
    private volatile long lastSequence;
    private volatile long brokenAt;
    private final AtomicInteger returns = new AtomicInteger();
    private long toldAt = System.nanoTime();
    private long worst;

    private record Said(Step step, String frame, Disposable deadline) {}

    RoomVisit(Step step, LoadComponents components, URI address, String token) {
        this.step = step;
        this.components = components;
        this.address = URI.create(address.toString().replaceFirst("^http", "ws"));
        this.token = token;
    }

    void comeIn() {
        deadline = Mono.delay(components.protocol().patience())
                .subscribe(any -> giveUp(
                        "No welcome within " + components.protocol().patience().toSeconds() + " s"));
        connect();
    }

    private void connect() {
        socket = TextSocket.open(
                components.http(),
                address,
                PROTOCOL,
                Map.of(),
                components.protocol().patience(),
                this);
    }

    @Override
    public void opened(TextSocket opened) {
        StringBuilder hello = new StringBuilder("{\"type\":\"hello\"");
        if (!token.isEmpty()) {
            hello.append(",\"token\":").append(JSON.writeValueAsString(token));
        }
        if (lastSequence > 0) {
            hello.append(",\"resume\":").append(lastSequence);
        }
        opened.send(hello.append('}').toString());
    }

    private void send(String frame) {
        TextSocket open = socket;
        if (open != null) {
            open.send(frame);
        }
    }

    @Override
    public void text(String frame) {
        switch (Mark.type(frame)) {
            case "message" -> heard(frame);
            case "welcome" -> welcomed(frame);
            case "ack" -> answered(frame, null);
            case "refused" ->
                answered(
                        frame,
                        JSON.readTree(frame).path("problem").path("detail").asString("refused"));
            case "gap" -> {
                step.track().count(Count.GAPS, 1);
                step.wentWrong("gap", "The server left out events for this listener");
            }
            case "page", "history" -> {} // what was before
            default -> follow(Mark.sequence(frame));
        }
    }

    private void welcomed(String frame) {
        if (lastSequence == 0) {
            lastSequence = Math.max(0, Mark.sequence(frame));
        }
        if (begun.compareAndSet(false, true)) {
            deadline.dispose();
            step.track().count(Count.PEERS, 1);
            step.reached("welcome");
            step.nextWith(step.name(), this);
        } else if (brokenAt != 0) {
            step.track().took("away", System.nanoTime() - brokenAt);
            step.took("back", System.nanoTime() - brokenAt);
            brokenAt = 0;
            returns.set(0);
            sayAgain();
        }
    }

    /** What was not acknowledged may have been heard all the same: by its id the server knows it. */
    private void sayAgain() {
        waiting.values().forEach(said -> send(said.frame()));
    }

    private void heard(String frame) {
        step.track().count(Count.MESSAGES, 1);
        follow(Mark.sequence(frame));
        long saidAt = Mark.read(frame);
        if (saidAt > 0 && brokenAt == 0) {
            long delay = WallClock.nanos() - saidAt;
            step.track().took("say to seen", delay);
            worst = Math.max(worst, delay);
        }
        long now = System.nanoTime();
        if (now - toldAt >= TELL_NANOS) {
            step.took("seen", worst);
            toldAt = now;
            worst = 0;
        }
    }

    /** What the room remembers has numbers without holes; a hole is something that this listener was never told. */
    private void follow(long sequence) {
        if (sequence <= lastSequence) {
            return;
        }
        if (lastSequence > 0 && sequence > lastSequence + 1) {
            step.track().count(Count.GAPS, (double) (sequence - lastSequence - 1));
            step.wentWrong("gap", "A number was skipped without a word");
        }
        lastSequence = sequence;
    }

    void say(Step saying, String text) {
        String id = Long.toString(IDS.incrementAndGet(), 36);
        Duration patience = components.protocol().patience();
        Disposable deadline =
                Mono.delay(patience).subscribe(any -> answer(id, "No ack within " + patience.toSeconds() + " s"));
        String frame = "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":"
                + JSON.writeValueAsString(Mark.of(WallClock.nanos()) + " " + text) + "}";
        waiting.put(id, new Said(saying, frame, deadline));
        if (brokenAt == 0) {
            send(frame);
        }
    }

    private void answered(String frame, @Nullable String problem) {
        String id = JSON.readTree(frame).path("id").asString("");
        if (id.isEmpty() && !begun.get()) {
            giveUp(problem);
        } else {
            answer(id, problem);
        }
    }

    private void answer(String id, @Nullable String problem) {
        Said said = waiting.remove(id);
        if (said != null) {
            said.deadline().dispose();
            if (problem == null) {
                said.step().reached("ack");
                said.step().next();
            } else {
                said.step().failed("ack", problem);
                said.step().nextFailed();
            }
        }
    }

    private void giveUp(@Nullable String reason) {
        if (begun.compareAndSet(false, true)) {
            close();
            step.failed("welcome", reason);
            step.nextFailed();
        }
    }

    @Override
    public void ended(String reason) {
        if (!begun.get()) {
            giveUp(reason);
        } else if (!closed) {
            comeBack(reason);
        }
    }

    private void comeBack(String reason) {
        if (brokenAt == 0) {
            brokenAt = System.nanoTime();
        }
        if (returns.incrementAndGet() > MOST_RETURNS) {
            if (lost.complete(reason)) {
                step.wentWrong("lost", reason);
            }
            return;
        }
        Duration soon = BACK_AFTER.plusMillis(ThreadLocalRandom.current().nextInt(500));
        work.add(Mono.delay(soon).subscribe(any -> connect()));
    }

    @Override
    public CompletionStage<String> lost() {
        return lost;
    }

    @Override
    public void close() {
        closed = true;
        work.dispose();
        deadline.dispose();
        waiting.keySet().forEach(id -> answer(id, "The user left"));
        TextSocket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
