package live.weir.platform.chat.room;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.chat.history.HistoryStep;
import live.weir.platform.chat.protocol.ServerMessage;
import live.weir.platform.chat.protocol.ServerMessage.ByeReason;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Gap;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.Moved;
import live.weir.platform.chat.protocol.ServerMessage.Pinned;
import live.weir.platform.chat.protocol.ServerMessage.RoomState;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import live.weir.platform.chat.protocol.ServerMessage.Viewers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * One channel's chat on this node: who listens, and what they are told. Owned by one event loop; everything here runs on
 * it, except for what says otherwise.
 *
 * <p>What happens is gathered for a moment and then told in one buffer: one task for each event loop that has listeners,
 * one write and one flush for each listener. The moment is as long as the last telling took, and in big rooms some
 * milliseconds at least: so a quiet room tells at once, and a busy one in batches.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks on event loops, which end with them
final class Room implements Sequencer.Audience {

    private static final Logger log = LoggerFactory.getLogger(Room.class);

    private static final int SMALL = 256;

    /** Longer than what was acknowledged waits to be written, and than a node that went is still counted. */
    private static final Duration UNWRITTEN = Duration.ofMinutes(1);

    /**
     * The longer a room waits, the more it tells in one write to each, and writes are what a big room costs (about 10 µs, most
     * of it the kernel's). Half of the promised 50 ms is left for them.
     */
    private static final long MICROS_A_LISTENER = 20;

    private static final long LONGEST_PAUSE_MICROS = 20_000;
    private static final int PAGE_SIZE = 8_192;
    private static final byte[] PAGE_START = "{\"type\":\"page\",\"events\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAGE_END = "],\"more\":true}".getBytes(StandardCharsets.US_ASCII);

    /** What somebody is told who comes in. */
    record View(long seq, boolean resumed, RoomState state, long viewers) {}

    private final ChannelSummary channel;
    private final EventLoop loop;
    private final RoomParts parts;
    private final Sequencer sequencer;
    private final Ring ring;
    private final Talk talk;
    private final PassingWords passing;
    private final Gate gate;
    private final Commands commands;
    private final Timers timers;
    private final RaidWatch raidWatch;
    private final Map<EventLoop, Shard> shards = new HashMap<>();
    private final List<Numbered> pending = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<Disposable> errands = ConcurrentHashMap.newKeySet();
    private final Disposable.Swap counting = Disposables.swap();
    private final FreshDecisions decisions = new FreshDecisions();
    /** Read on any thread. */
    private volatile RoomRules rules;

    private @Nullable Pinned pinned;
    private @Nullable ByteBuf latest;
    private long flushed;
    private int nodes;
    private long lastFlushNanos = System.nanoTime();
    private boolean flushDue;
    private boolean flushWanted;
    private boolean closed;
    /** As {@link #closed}, for other threads. */
    private volatile boolean over;

    private int here;
    /** Read on any thread. */
    private volatile long viewers;

    private volatile long emptySince = System.nanoTime();

    Room(ChannelSummary channel, EventLoop loop, RoomParts parts, RoomRules rules, Ring ring, long last) {
        this.channel = channel;
        this.loop = loop;
        this.parts = parts;
        this.rules = rules;
        this.ring = ring;
        this.flushed = last;
        this.sequencer = new Sequencer(channel.id().toString(), loop, parts.log(), parts.codec(), this, last);
        this.talk = new Talk(this, parts);
        this.passing = new PassingWords(this, parts);
        this.gate = new Gate(this, parts);
        this.commands = new Commands(this, parts);
        this.timers = new Timers(new Occasions(), parts.clock());
        this.raidWatch = new RaidWatch(
                parts.raidBounds(),
                parts.clock(),
                () -> parts.raids().raise(this, parts.clock().instant()));
        String pin = rules.pinned();
        this.pinned = pin != null && parts.codec().readServer(pin) instanceof Pinned known ? known : null;
    }

    ChannelSummary channel() {
        return channel;
    }

    UUID id() {
        return channel.id().value();
    }

    RoomRules rules() {
        return rules;
    }

    Ring ring() {
        return ring;
    }

    Sequencer sequencer() {
        return sequencer;
    }

    Talk talk() {
        return talk;
    }

    PassingWords passing() {
        return passing;
    }

    Gate gate() {
        return gate;
    }

    Commands commands() {
        return commands;
    }

    RaidWatch raidWatch() {
        return raidWatch;
    }

    /** On any thread. */
    void execute(Runnable task) {
        loop.execute(task);
    }

    EventLoop loop() {
        return loop;
    }

    /** For what ends with the room. On any thread. */
    void own(Disposable work) {
        if (work.isDisposed()) {
            return;
        }
        errands.add(work);
        if (over) {
            work.dispose();
        }
    }

    boolean isClosed() {
        return closed;
    }

    // Coming and going.

    /** @param resume the last number that it saw, or null */
    void join(Listener listener, EventLoop on, @Nullable Long resume) {
        if (closed) {
            on.execute(() -> listener.bye(ByeReason.MOVING, true, 1));
            return;
        }
        here++;
        emptySince = Long.MAX_VALUE;
        viewers = Math.max(viewers, here);
        Shard shard = shards.computeIfAbsent(on, Shard::new);
        // What waits to be told now is told to this one too: the snapshot ends before it.
        boolean resumes = resume != null && resume <= flushed;
        ByteBuf frames = resume != null && resumes ? since(resume) : latest();
        View view = new View(flushed, resumes, rules.state(), viewers);
        on.execute(() -> listener.welcome(view, frames, shard));
        passing.greet(listener);
    }

    private ByteBuf since(long seq) {
        List<byte[]> jsons = new ArrayList<>();
        if (seq < ring.complete()) {
            jsons.add(parts.codec().write(new Gap(seq + 1, ring.complete())));
        }
        ring.after(seq).forEach(event -> jsons.add(event.json()));
        addState(jsons);
        return Frames.texts(jsons);
    }

    private ByteBuf latest() {
        ByteBuf known = latest;
        if (known == null) {
            List<byte[]> jsons = new ArrayList<>();
            jsons.add(page());
            addState(jsons);
            known = Frames.texts(jsons);
            latest = known;
        }
        return known.retainedDuplicate();
    }

    private void addState(List<byte[]> jsons) {
        if (pinned != null) {
            jsons.add(parts.codec().write(pinned));
        }
    }

    private byte[] page() {
        ByteArrayOutputStream page = new ByteArrayOutputStream(PAGE_SIZE);
        page.writeBytes(PAGE_START);
        boolean first = true;
        for (Numbered event : ring.latest()) {
            if (!first) {
                page.write(',');
            }
            first = false;
            page.writeBytes(event.json());
        }
        page.writeBytes(PAGE_END);
        return page.toByteArray();
    }

    /** It is out of its shard already. */
    void leave() {
        here--;
        if (here == 0) {
            emptySince = System.nanoTime();
        }
    }

    /** On any thread. */
    boolean isEmptyFor(long nanos) {
        long since = emptySince;
        return since != Long.MAX_VALUE && System.nanoTime() - since > nanos;
    }

    boolean isIdle() {
        return here == 0 && sequencer.isIdle();
    }

    int here() {
        return here;
    }

    /** Over all nodes, a few seconds old. On any thread. */
    long viewers() {
        return viewers;
    }

    // What happens.

    @Override
    public void happened(Numbered event) {
        if (event.event() instanceof Pinned now) {
            pinned = now.message() == null ? null : new Pinned(event.seq(), now.id(), now.message());
        }
        passing.happened(event);
        timers.happened(event.event());
        watch(event.event());
        pending.add(event);
        flushSoon();
    }

    private void watch(Event event) {
        if (event instanceof Message message && message.from().role() == ServerMessage.Role.VIEWER) {
            raidWatch.spoke(UUID.fromString(message.from().id()));
        }
    }

    @Override
    public void moved(List<Sequencer.Move> moves) {
        flushNow();
        ring.move(moves);
        forgetLatest();
        moves.forEach(this::writeDown);
        List<List<Long>> pairs =
                moves.stream().map(move -> List.of(move.from(), move.to())).toList();
        flushed = Math.max(flushed, sequencer.last());
        if (!pairs.isEmpty()) {
            tellAll(new Moved(pairs));
        }
    }

    private void writeDown(Sequencer.Move move) {
        if (move.twin() && move.event() instanceof Message message) {
            parts.buffer().force(new HistoryStep.Twin(id(), message));
        } else {
            writeDown(move.event(), move.to());
        }
    }

    @Override
    public void missed(long from, long to) {
        flushNow();
        tellAll(new Gap(from, to));
    }

    @Override
    public void alone(boolean now) {
        parts.meters().alone(now);
    }

    /** For a place in the buffer that was taken elsewhere, or must be found. */
    void writeDown(Event event, long seq) {
        if (event instanceof Message || event instanceof SystemEvent) {
            parts.buffer().force(new HistoryStep.Happened(id(), Renumbered.as(seq, event)));
        }
        if (sequencer.isAlone()) {
            parts.buffer().hurry(); // the log, from which another node could write it, has it not
        }
    }

    private void forgetLatest() {
        if (latest != null) {
            latest.release();
            latest = null;
        }
    }

    private void flushSoon() {
        if (flushDue) {
            return;
        }
        if (underWay.get() > 0) {
            flushWanted = true;
            return;
        }
        flushDue = true;
        long wait = pauseMicros() - TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - lastFlushNanos);
        if (wait <= 0) {
            loop.execute(this::flushNow);
        } else {
            loop.schedule(this::flushNow, wait, TimeUnit.MICROSECONDS);
        }
    }

    private long pauseMicros() {
        return here < SMALL ? 0 : Math.min(LONGEST_PAUSE_MICROS, here * MICROS_A_LISTENER);
    }

    private void flushNow() {
        flushDue = false;
        flushWanted = false;
        if (pending.isEmpty() || closed) {
            return;
        }
        lastFlushNanos = System.nanoTime();
        forgetLatest();
        List<byte[]> jsons = new ArrayList<>(pending.size());
        long from = pending.get(0).seq();
        for (Numbered event : pending) {
            jsons.add(event.json());
            ring.add(event);
            from = Math.min(from, event.seq());
        }
        long to = pending.get(pending.size() - 1).seq();
        flushed = Math.max(flushed, to);
        parts.meters().delivered((long) pending.size() * here);
        pending.clear();
        tell(Frames.texts(jsons), from, to);
    }

    private void tell(ByteBuf frames, long from, long to) {
        if (shards.isEmpty()) {
            frames.release();
            return;
        }
        underWay.addAndGet(shards.size());
        share(frames);
        for (Shard shard : shards.values()) {
            shard.loop.execute(() -> {
                shard.deliver(frames, from, to);
                told();
            });
        }
    }

    /** One reference for each shard. */
    private void share(ByteBuf frames) {
        if (shards.size() > 1) {
            frames.retain(shards.size() - 1);
        }
    }

    /** On a listener's event loop. */
    private void told() {
        if (underWay.decrementAndGet() == 0) {
            loop.execute(() -> {
                if (flushWanted && underWay.get() == 0) {
                    flushWanted = false;
                    flushSoon();
                }
            });
        }
    }

    /** In its place among the events. */
    void tellAll(ServerMessage message) {
        if (closed) {
            return;
        }
        ByteBuf frame = Frames.text(parts.codec().write(message));
        tell(frame, 0, 0);
    }

    /** Who reads slowly does without. */
    void tellInPassing(byte[] json) {
        if (shards.isEmpty() || closed) {
            return;
        }
        ByteBuf frame = Frames.text(json);
        share(frame);
        for (Shard shard : shards.values()) {
            shard.loop.execute(() -> shard.deliverPassing(frame));
        }
    }

    void each(Consumer<Listener> work) {
        for (Shard shard : shards.values()) {
            shard.loop.execute(() -> shard.each(work));
        }
    }

    void tellModerators(ServerMessage message) {
        each(listener -> {
            Speaker speaker = listener.speaker();
            if (speaker != null && speaker.moderates()) {
                listener.tell(message);
            }
        });
    }

    // How it is set.

    void set(RoomRules now) {
        boolean changed = !now.state().equals(rules.state());
        Instant until = rules.shieldUntil();
        if (until != null
                && until.isAfter(parts.clock().instant())
                && !now.state().shield()) {
            raidWatch.calm();
        }
        List<Provisions.Bot> bots = rules.provisions().bots();
        rules = decisions.over(now);
        bots.stream().filter(bot -> now.provisions().bot(bot.id()) == null).forEach(this::dismiss);
        if (changed) {
            tellAll(new ServerMessage.Room(now.state()));
        }
    }

    private void dismiss(Provisions.Bot bot) {
        each(listener -> {
            if (Speaker.isSame(listener.speaker(), bot.id())) {
                listener.bye(ByeReason.NOT_ALLOWED, false, 0);
            }
        });
    }

    /** Anybody's who is struck. */
    void strike(Sanction sanction) {
        rules = rules.with(sanction);
        decisions.struck(sanction);
        String kind = sanction.isBan() ? "ban" : "timeout";
        if (!sanction.shadow()) {
            each(listener -> {
                Speaker speaker = listener.speaker();
                if (Speaker.isSame(speaker, sanction.account())) {
                    listener.struck(kind, sanction);
                }
            });
        }
    }

    void lift(UUID account, String handle, String by) {
        rules = rules.without(account);
        decisions.lifted(account);
        Sanction lifted = new Sanction(account, handle, parts.clock().instant(), "", false, null, by);
        each(listener -> {
            if (Speaker.isSame(listener.speaker(), account)) {
                listener.struck("lifted", lifted);
            }
        });
    }

    // Every few seconds.

    void look() {
        if (closed) {
            return;
        }
        errands.removeIf(Disposable::isDisposed);
        timers.look();
        Instant until = rules.shieldUntil();
        if (until != null && !until.isAfter(parts.clock().instant())) {
            parts.raids().lower(this);
        }
        long now = System.nanoTime();
        each(listener -> listener.check(now));
        counting.update(parts.log()
                .count(id().toString(), here)
                .subscribe(
                        census -> loop.execute(() -> counted(census)),
                        away -> loop.execute(() -> counted(new RoomLog.Census(here, 1, 0)))));
    }

    private void counted(RoomLog.Census census) {
        sequencer.known(census.seq());
        if (census.nodes() < nodes) {
            writeLatestDown();
        }
        nodes = census.nodes();
        long now = Math.max(census.everywhere(), here);
        if (now != viewers) {
            viewers = now;
            tellInPassing(parts.codec().write(new Viewers(now, census.nodes() > 1)));
        }
    }

    /** A node that went may have acknowledged what it had no time to write. What is written already stays as it is. */
    private void writeLatestDown() {
        Instant since = parts.clock().instant().minus(UNWRITTEN);
        ring.after(0).stream()
                .filter(event -> !event.provisional()
                        && event.event() instanceof Message message
                        && message.at().isAfter(since))
                .forEach(event -> writeDown(event.event(), event.seq()));
    }

    /** When timers speak. */
    private final class Occasions implements Timers.Surroundings {

        @Override
        public List<Provisions.Timer> timers() {
            return rules.provisions().timers();
        }

        @Override
        public void ifOnAir(Runnable then) {
            own(parts.live()
                    .isOnAir(channel.id())
                    .subscribe(
                            onAir -> loop.execute(() -> {
                                if (onAir && !closed) {
                                    then.run();
                                }
                            }),
                            away -> log.debug("Whether a channel is on air cannot be told: {}", away.getMessage())));
        }

        @Override
        public void tell(SystemEvent event, String once) {
            talk.happen(event, once, 0, seq -> writeDown(event, seq));
        }
    }

    /** @param reason what its listeners are told, if there are any */
    void close(ByeReason reason, boolean again, int afterSeconds) {
        if (closed) {
            return;
        }
        each(listener -> listener.bye(reason, again, afterSeconds));
        flushNow();
        closed = true;
        sequencer.close();
        counting.dispose();
        over = true;
        errands.forEach(Disposable::dispose);
        errands.clear();
        forgetLatest();
    }
}
