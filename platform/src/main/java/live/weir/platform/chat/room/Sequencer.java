package live.weir.platform.chat.room;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import live.weir.platform.chat.protocol.ChatCodec;
import live.weir.platform.chat.protocol.ServerMessage.Deleted;
import live.weir.platform.chat.protocol.ServerMessage.Edited;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.room.RoomLog.Fate;
import live.weir.platform.chat.room.RoomLog.Logged;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Puts what happens in a room into one order over all nodes. Owned by the room's event loop.
 *
 * <pre>
 *  TOGETHER ──the log cannot be reached──▶ ALONE ──all is told, and all is heard──▶ TOGETHER
 * </pre>
 *
 * <p>Together, drafts go to the log in batches, one batch at a time: while one is under way the next one fills, so that a
 * busy room costs no more commands than an idle one answers. Numbers that come out of turn wait for those before them; if
 * these do not come, they are read from the log.
 *
 * <p>Alone, drafts get the next numbers here, provisionally. Back together they are told to the log, under the same names,
 * so that what had reached it already is not there twice, and get greater numbers that stay.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks on event loops, which end with them
final class Sequencer {

    /** What happens in the room, in order. */
    interface Audience {

        void happened(Numbered event);

        /** From provisional numbers to those that stay. */
        void moved(List<Move> moves);

        /** Nobody here heard these: both ends included. */
        void missed(long from, long to);

        void alone(boolean now);
    }

    /** @param twin whether another node, alone too, was told the same and wrote it down: ours is one too many */
    record Move(long from, long to, Event event, boolean twin) {}

    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);

    private static final int MOST_WAITING = 2_000;
    private static final int BATCH = 200;
    /** How much happens in a room while its node is alone, at most; then it refuses. */
    private static final int MOST_UNTOLD = 5_000;

    private static final int PAGE = 1_000;
    private static final long OUT_OF_TURN_MILLIS = 30;
    private static final long REJOIN_MILLIS = 500;
    /** For so many looks in a row the log may not yet know what was heard; then what is missing is given up. */
    private static final int MOST_FRUITLESS = 40;

    private record Untold(long seq, Draft draft) {}

    private final String room;
    private final EventLoop loop;
    private final RoomLog roomLog;
    private final ChatCodec codec;
    private final Audience audience;

    private final Deque<Draft> waiting = new ArrayDeque<>();
    private final Deque<Untold> untold = new ArrayDeque<>();
    private final TreeMap<Long, Numbered> early = new TreeMap<>();
    private final Map<Long, Long> moves = new HashMap<>();
    private final List<Move> moved = new ArrayList<>();
    /** What was told by us, by its number; with its payload where the log knew it already, by us or by somebody else. */
    private final Map<Long, String> own = new HashMap<>();

    private final Set<Long> twins = new HashSet<>();
    /** By name, for a draft that reached the log although its answer did not reach us. */
    private final Remembered<String, Long> heard = new Remembered<>(MOST_WAITING);

    /** Sent to the log, whose answer is not there yet. */
    private List<Draft> underWay = List.of();

    private final Disposable.Swap appending = Disposables.swap();
    private final Disposable.Swap reading = Disposables.swap();
    private long last;
    private long lastTogether;
    private boolean busy;
    private boolean alone;
    private boolean looking;
    /** Whether to look though nothing is known to be missing. */
    private boolean wanted;

    private int fruitless;
    private boolean closed;

    Sequencer(String room, EventLoop loop, RoomLog roomLog, ChatCodec codec, Audience audience, long last) {
        this.room = room;
        this.loop = loop;
        this.roomLog = roomLog;
        this.codec = codec;
        this.audience = audience;
        this.last = last;
    }

    long last() {
        return last;
    }

    boolean isAlone() {
        return alone;
    }

    void submit(Draft draft) {
        if (waiting.size() >= MOST_WAITING || closed) {
            draft.outcome().overloaded();
            return;
        }
        waiting.add(draft);
        pump();
    }

    private void pump() {
        if (alone) {
            while (!waiting.isEmpty()) {
                takeAlone(waiting.remove());
            }
            return;
        }
        if (busy || waiting.isEmpty()) {
            return;
        }
        List<Draft> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            batch.add(waiting.remove());
        }
        busy = true;
        underWay = batch;
        appending.update(roomLog.append(
                        room, last, batch.stream().map(Draft::words).toList())
                .subscribe(
                        outcomes -> loop.execute(() -> appended(batch, outcomes)),
                        away -> loop.execute(() -> goAlone(batch, away))));
    }

    private void appended(List<Draft> batch, List<RoomLog.Outcome> outcomes) {
        busy = false;
        underWay = List.of();
        for (int i = 0; i < batch.size(); i++) {
            Draft draft = batch.get(i);
            RoomLog.Outcome outcome = outcomes.get(i);
            switch (outcome.fate()) {
                case TAKEN -> {
                    arrive(new Numbered(outcome.value(), draft.event(), draft.payload(), false));
                    draft.outcome().happened(outcome.value(), false);
                }
                case KNOWN -> draft.outcome().happened(outcome.value(), true);
                case TOO_SOON -> draft.outcome().tooSoon(outcome.value());
            }
        }
        pump();
    }

    // Hearing of the others.

    void heard(RoomLog.Stretch stretch) {
        if (alone) {
            return; // read from the log when we are back
        }
        long seq = stretch.first();
        for (String payload : stretch.payloads()) {
            if (seq > last && !early.containsKey(seq)) {
                Event event = read(payload);
                if (event != null) {
                    arrive(new Numbered(seq, event, payload, false));
                }
            }
            seq++;
        }
    }

    /** The log is known to have come so far. */
    void known(long seq) {
        if (!alone && seq > last) {
            look();
        }
    }

    /** Something may have been missed. */
    void look() {
        if (!alone) {
            wanted = true;
            lookSoon();
        }
    }

    private @Nullable Event read(String payload) {
        try {
            return codec.readServer(payload) instanceof Event event ? event : null;
        } catch (RuntimeException unreadable) {
            log.warn("An event of another node was not understood: {}", unreadable.getMessage());
            return null;
        }
    }

    private void arrive(Numbered event) {
        if (event.seq() <= last) {
            return;
        }
        early.put(event.seq(), event);
        drain();
        if (!early.isEmpty()) {
            lookSoon();
        }
    }

    private void drain() {
        while (!early.isEmpty() && early.firstKey() == last + 1) {
            last++;
            Numbered next = early.pollFirstEntry().getValue();
            heard.put(name(next.event()), next.seq());
            audience.happened(next);
        }
    }

    private void lookSoon() {
        lookAfter(OUT_OF_TURN_MILLIS);
    }

    private void lookAfter(long millis) {
        if (!looking && !closed) {
            looking = true;
            loop.schedule(this::lookNow, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void lookNow() {
        if (alone || closed || (early.isEmpty() && !wanted)) {
            looking = false;
            return;
        }
        wanted = false;
        long from = last;
        reading.update(roomLog.after(room, from, PAGE)
                .subscribe(
                        logged -> loop.execute(() -> found(from, logged)),
                        away -> loop.execute(() -> foundNothing(REJOIN_MILLIS))));
    }

    private void found(long from, List<Logged> logged) {
        if (alone) {
            looking = false;
            return;
        }
        long covered = last;
        for (Logged entry : logged) {
            covered = Math.max(covered, entry.seq());
            if (entry.seq() > last && !early.containsKey(entry.seq())) {
                Event event = read(entry.payload());
                if (event != null) {
                    early.put(entry.seq(), new Numbered(entry.seq(), event, entry.payload(), false));
                }
            }
        }
        skipAhead(from, covered);
        if (logged.size() == PAGE) {
            looking = false;
            look();
        } else {
            foundNothing(OUT_OF_TURN_MILLIS);
        }
    }

    /**
     * Of what is missing the log says nothing, because it was read before what was heard came into it, or because the answer
     * about something of our own is on its way.
     */
    private void foundNothing(long pauseMillis) {
        looking = false;
        if (early.isEmpty()) {
            fruitless = 0;
        } else if (!alone && ++fruitless < MOST_FRUITLESS) {
            lookAfter(pauseMillis);
        } else if (!alone) {
            fruitless = 0;
            skipAhead(last, early.lastKey());
        }
    }

    /** Up to there, what is in nobody's log was deleted, or is lost with it: the rest goes on. */
    private void skipAhead(long from, long covered) {
        drain();
        while (!early.isEmpty() && early.firstKey() <= covered) {
            long first = early.firstKey();
            if (last == from && first > last + 1) {
                audience.missed(last + 1, first - 1);
            }
            last = first - 1;
            drain();
        }
    }

    // Alone.

    private void goAlone(List<Draft> batch, Throwable away) {
        busy = false;
        if (closed) {
            return;
        }
        underWay = List.of();
        if (!alone) {
            log.debug("The room {} goes on alone: {}", room, away.getMessage());
            skipAhead(-1, Long.MAX_VALUE);
            alone = true;
            lastTogether = last;
            audience.alone(true);
            loop.schedule(this::rejoin, REJOIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        batch.forEach(this::takeAlone);
        pump();
    }

    private static String name(Event event) {
        return event instanceof Message message ? message.from().id() + ":" + message.id() : event.id();
    }

    private void takeAlone(Draft draft) {
        Long there = heard.get(name(draft.event()));
        if (there != null) {
            draft.outcome().happened(there, false);
            return;
        }
        if (untold.size() >= MOST_UNTOLD) {
            draft.outcome().overloaded();
            return;
        }
        last++;
        untold.add(new Untold(last, draft));
        audience.happened(new Numbered(last, draft.event(), draft.payload(), true));
        draft.outcome().happened(last, false);
    }

    private void rejoin() {
        if (closed) {
            return;
        }
        List<Untold> batch = nextUntold();
        if (batch.isEmpty()) {
            catchUp();
            return;
        }
        List<Draft> drafts = batch.stream().map(this::rewritten).toList();
        appending.update(roomLog.append(
                        room, last, drafts.stream().map(Draft::words).toList())
                .subscribe(
                        outcomes -> loop.execute(() -> told(batch, outcomes)), away -> loop.execute(this::stillAlone)));
    }

    private void stillAlone() {
        loop.schedule(this::rejoin, REJOIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Up to one that speaks of another in the same batch: that has no number yet. */
    private List<Untold> nextUntold() {
        List<Untold> batch = new ArrayList<>();
        Set<Long> numbers = new HashSet<>();
        for (Untold next : untold) {
            if (batch.size() == BATCH || numbers.contains(target(next.draft().event()))) {
                break;
            }
            batch.add(next);
            numbers.add(next.seq());
        }
        return batch;
    }

    private static long target(Event event) {
        if (event instanceof Edited edited) {
            return edited.message();
        }
        return event instanceof Deleted deleted ? deleted.message() : 0;
    }

    private Draft rewritten(Untold told) {
        Draft draft = told.draft();
        Long target = moves.get(target(draft.event()));
        if (target == null) {
            return draft.as(draft.event(), draft.deletes(), draft.payload());
        }
        Event changed = draft.event() instanceof Edited edited
                ? new Edited(0, edited.id(), target, edited.text(), edited.at(), edited.mentions())
                : deletion((Deleted) draft.event(), target);
        return draft.as(changed, draft.deletes() == 0 ? 0 : target, codec.writeText(changed));
    }

    private static Event deletion(Deleted deleted, long moved) {
        return new Deleted(0, deleted.id(), moved, deleted.by(), deleted.at());
    }

    private void told(List<Untold> batch, List<RoomLog.Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            untold.remove();
            RoomLog.Outcome outcome = outcomes.get(i);
            if (outcome.fate() != Fate.TOO_SOON) {
                moves.put(batch.get(i).seq(), outcome.value());
                moved.add(new Move(
                        batch.get(i).seq(),
                        outcome.value(),
                        batch.get(i).draft().event(),
                        false));
                own.put(
                        outcome.value(),
                        outcome.fate() == Fate.KNOWN ? batch.get(i).draft().payload() : "");
                last = Math.max(last, outcome.value());
            }
        }
        rejoin();
    }

    private void catchUp() {
        long from = lastTogether;
        reading.update(roomLog.after(room, from, PAGE)
                .subscribe(logged -> loop.execute(() -> caughtUp(logged)), away -> loop.execute(this::stillAlone)));
    }

    private void caughtUp(List<Logged> logged) {
        for (Logged entry : logged) {
            String told = own.get(entry.seq());
            Event event = told == null ? read(entry.payload()) : null;
            if (event != null) {
                audience.happened(new Numbered(entry.seq(), event, entry.payload(), false));
            } else if (told != null && !told.isEmpty() && !told.equals(entry.payload())) {
                twins.add(entry.seq());
            }
            lastTogether = Math.max(lastTogether, entry.seq());
        }
        last = Math.max(last, lastTogether);
        if (logged.size() == PAGE || !untold.isEmpty()) {
            rejoin();
            return;
        }
        alone = false;
        audience.moved(moved.stream()
                .map(move -> new Move(move.from(), move.to(), move.event(), twins.contains(move.to())))
                .toList());
        moved.clear();
        twins.clear();
        moves.clear();
        own.clear();
        audience.alone(false);
        look();
        pump();
    }

    void close() {
        closed = true;
        appending.dispose();
        reading.dispose();
        underWay.forEach(draft -> draft.outcome().overloaded());
        underWay = List.of();
        waiting.forEach(draft -> draft.outcome().overloaded());
        waiting.clear();
    }

    boolean isIdle() {
        return !busy && !alone && waiting.isEmpty();
    }
}
