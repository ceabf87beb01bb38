package live.weir.platform.chat.room;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import live.weir.platform.channel.ChannelDeleted;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.chat.protocol.ServerMessage.ByeReason;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The rooms that are open on this node: opened by the first who comes, closed a while after the last has gone. A node
 * hears of no others.
 */
@Component
class Rooms implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rooms.class);
    private static final String GONE = "chat-gone";
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration LISTENING = Duration.ofMillis(600);
    /** Longer than everything that opening waits for may take by itself: a room that does not open is not kept. */
    private static final Duration OPENING = Duration.ofSeconds(8);

    private static final long KEPT_EMPTY = Duration.ofSeconds(30).toNanos();
    private static final int REMEMBERED = 256;
    private static final int FAREWELL_SECONDS = 2;

    private final Map<UUID, Mono<Room>> rooms = new ConcurrentHashMap<>();
    private final Map<UUID, Room> open = new ConcurrentHashMap<>();
    private final RoomParts parts;
    private final RulesRepository rules;
    private final ReactorResourceFactory resources;
    private final Disposable.Composite jobs = Disposables.composite();
    private final Disposable.Swap looking = Disposables.swap();
    private final Bus bus;
    private volatile boolean running;

    Rooms(RoomParts parts, RulesRepository rules, Bus bus, ReactorResourceFactory resources) {
        this.parts = parts;
        this.rules = rules;
        this.bus = bus;
        this.resources = resources;
        bus.listen(GONE, channel -> gone(UUID.fromString(channel)));
        bus.onRejoin(this::refreshAll);
    }

    Mono<Room> open(ChannelSummary channel) {
        UUID id = channel.id().value();
        return rooms.computeIfAbsent(
                id,
                key -> Mono.defer(() -> load(channel))
                        .doOnNext(room -> {
                            open.put(id, room);
                            parts.meters().roomOpened();
                        })
                        .doOnError(failed -> rooms.remove(id))
                        .cache());
    }

    /** Does something in the room, if it is open here. */
    void ifOpen(UUID channel, Consumer<Room> work) {
        Room room = open.get(channel);
        if (room != null) {
            room.execute(() -> work.accept(room));
        }
    }

    private Mono<Room> load(ChannelSummary channel) {
        EventLoop loop = eventLoop();
        UUID id = channel.id().value();
        String name = id.toString();
        Sinks.Empty<Void> listening = Sinks.empty();
        Disposable following = parts.log()
                .follow(name, () -> {
                    listening.tryEmitEmpty();
                    withRoom(id, room -> room.sequencer().look());
                })
                .subscribe(
                        stretch -> withRoom(id, room -> heard(room, stretch)),
                        ended -> log.error("A room's topic ended", ended));
        Mono<RoomRules> set =
                rules.of(id).onErrorResume(DependencyUnavailable.class, away -> Mono.just(RoomRules.OPEN));
        Mono<Long> written =
                parts.history().lastNumber(id).onErrorResume(DependencyUnavailable.class, away -> Mono.just(0L));
        return listening
                .asMono()
                .timeout(LISTENING, Mono.empty())
                .then(Mono.zip(set, written, recent(channel)))
                .map(all -> {
                    Room room = room(channel, loop, all.getT1(), all.getT2(), all.getT3());
                    room.own(following);
                    room.execute(() -> room.sequencer().look());
                    return room;
                })
                .timeout(OPENING, Mono.error(Refusal::overloaded))
                .switchIfEmpty(Mono.error(Refusal::overloaded))
                .doOnError(failed -> following.dispose());
    }

    private void withRoom(UUID id, Consumer<Room> work) {
        Room room = open.get(id);
        if (room != null) {
            room.execute(() -> work.accept(room));
        }
    }

    private static void heard(Room room, RoomLog.Stretch stretch) {
        if (stretch.first() == 0) {
            stretch.payloads().forEach(room.passing()::heard);
        } else {
            room.sequencer().heard(stretch);
        }
    }

    private EventLoop eventLoop() {
        EventLoopGroup group = resources.getLoopResources().onServer(true);
        return group.next();
    }

    private record Recent(boolean fromLog, List<Numbered> events) {}

    /** From the log where it has any, else from what was written down. */
    private Mono<Recent> recent(ChannelSummary channel) {
        UUID id = channel.id().value();
        return parts.log()
                .latest(id.toString(), REMEMBERED)
                .onErrorResume(DependencyUnavailable.class, away -> Mono.just(List.of()))
                .flatMap(logged -> logged.isEmpty()
                        ? parts.history()
                                .before(id, Long.MAX_VALUE, 50)
                                .onErrorResume(DependencyUnavailable.class, away -> Mono.just(List.of()))
                                .map(events -> new Recent(
                                        false,
                                        events.stream().map(this::numbered).toList()))
                        : Mono.just(new Recent(true, numbered(logged))));
    }

    private Numbered numbered(Event event) {
        Event plain = Renumbered.as(0, event);
        return new Numbered(event.seq(), plain, parts.codec().writeText(plain), false);
    }

    private List<Numbered> numbered(List<RoomLog.Logged> logged) {
        List<Numbered> events = new ArrayList<>();
        for (RoomLog.Logged entry : logged) {
            if (parts.codec().readServer(entry.payload()) instanceof Event event) {
                events.add(new Numbered(entry.seq(), event, entry.payload(), false));
            }
        }
        return events;
    }

    private Room room(ChannelSummary channel, EventLoop loop, RoomRules set, long written, Recent recent) {
        List<Numbered> events = recent.events();
        long first = events.isEmpty() ? written + 1 : events.get(0).seq();
        long last = events.isEmpty() ? written : events.get(events.size() - 1).seq();
        Ring ring = new Ring(parts.codec(), first - 1);
        events.forEach(ring::add);
        Room room = new Room(channel, loop, parts, set, ring, Math.max(last, written));
        if (recent.fromLog()) {
            // A node may have gone after it acknowledged them and before it wrote them down.
            events.stream()
                    .filter(event -> ring.message(event.seq()) != null)
                    .forEach(event -> room.writeDown(event.event(), event.seq()));
        }
        return room;
    }

    /** What may have been missed while this node did not hear the others. */
    private void refreshAll() {
        open.values().forEach(room -> {
            room.execute(() -> room.sequencer().look());
            reload(room);
        });
    }

    void reload(UUID channel) {
        Room room = open.get(channel);
        if (room != null) {
            reload(room);
        }
    }

    private void reload(Room room) {
        room.own(reread(room)
                .subscribe(
                        set -> {}, away -> log.debug("How a room is set cannot be read now: {}", away.getMessage())));
    }

    /** Completes when the room goes by what was read. */
    Mono<Void> reread(Room room) {
        return rules.of(room.id())
                .flatMap(set -> Mono.create(sink -> room.execute(() -> {
                    room.set(set);
                    sink.success();
                })));
    }

    @EventListener
    void deleted(ChannelDeleted event) {
        gone(event.channel().value());
        jobs.add(bus.send(GONE, event.channel().toString()).subscribe());
    }

    private void gone(UUID channel) {
        Room room = open.get(channel);
        if (room != null) {
            close(room, ByeReason.GONE, false, 0);
        }
    }

    private void close(Room room, ByeReason reason, boolean again, int afterSeconds) {
        if (open.remove(room.id(), room)) {
            rooms.remove(room.id());
            parts.meters().roomClosed();
            room.execute(() -> room.close(reason, again, afterSeconds));
        }
    }

    private Mono<Void> lookAround() {
        return Mono.fromRunnable(() -> open.values().forEach(room -> {
            if (room.isEmptyFor(KEPT_EMPTY)) {
                room.execute(() -> {
                    if (room.isIdle()) {
                        close(room, ByeReason.MOVING, true, 1);
                    }
                });
            } else {
                room.execute(room::look);
            }
        }));
    }

    /** Over all nodes, by channel. */
    Map<UUID, Long> viewers() {
        Map<UUID, Long> viewers = new HashMap<>();
        open.forEach((channel, room) -> viewers.put(channel, room.viewers()));
        return viewers;
    }

    @Override
    public void start() {
        running = true;
        looking.update(Recurring.every("The look around rooms", LOOK, LOOK, round -> lookAround()));
    }

    /** Clients come back to another node. */
    @Override
    public void stop() {
        running = false;
        looking.update(Disposables.disposed()); // not disposed themselves: a paused node may start again
        open.values().forEach(room -> close(room, ByeReason.MOVING, true, FAREWELL_SECONDS));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
