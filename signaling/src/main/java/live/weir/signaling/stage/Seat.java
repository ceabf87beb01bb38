package live.weir.signaling.stage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.weir.bridge.engine.PerformerId;
import live.weir.signaling.protocol.ServerMessage.Role;
import live.weir.signaling.protocol.ServerMessage.Self;
import live.weir.signaling.protocol.Source;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A place at a stage, and who has it. All of it belongs to the stage's mailbox. */
final class Seat {

    /** What the engine knows a performer's screen by. */
    private static final String SCREEN = ".screen";

    final String id;
    /** The account or stream key; null for somebody who is nobody. */
    final @Nullable String who;
    /** What limits are counted by. */
    final String client;
    /** Publishes by WHIP: there will never be a socket. */
    final boolean encoder;

    String name;
    Role role;
    boolean onStage;

    @Nullable
    Instant onStageSince;

    boolean audio = true;
    boolean video = true;
    boolean hand;

    @Nullable
    SeatSocket socket;

    @Nullable
    String resumeHash;

    @Nullable
    Disposable patience;

    boolean left;

    final Map<Source, Publication> publications = new EnumMap<>(Source.class);
    final Map<String, View> views = new LinkedHashMap<>();
    private int sessions;

    Seat(String id, Role role, @Nullable String who, String client, String name, boolean encoder) {
        this.id = id;
        this.role = role;
        this.who = who;
        this.client = client;
        this.name = name;
        this.encoder = encoder;
    }

    /** Null sends it backstage. */
    void comesOnStage(@Nullable Instant since) {
        onStage = since != null;
        onStageSince = since;
    }

    boolean performs() {
        return role != Role.VIEWER;
    }

    Self self() {
        return new Self(id, role, name);
    }

    boolean isConnected() {
        return socket != null || (encoder && !publications.isEmpty());
    }

    PerformerId performer(Source source) {
        return new PerformerId(source == Source.CAMERA ? id : id + SCREEN);
    }

    static String seatOf(String performer) {
        return performer.endsWith(SCREEN) ? performer.substring(0, performer.length() - SCREEN.length()) : performer;
    }

    static Source sourceOf(String performer) {
        return performer.endsWith(SCREEN) ? Source.SCREEN : Source.CAMERA;
    }

    String nextSession() {
        sessions++;
        return "s" + sessions;
    }

    /** Publications and views by their names. */
    @Nullable
    StageSession session(String session) {
        View view = views.get(session);
        return view != null
                ? view
                : publications.values().stream()
                        .filter(publication -> publication.name.equals(session))
                        .findFirst()
                        .orElse(null);
    }

    List<String> sessions() {
        List<String> names = new ArrayList<>();
        publications.values().forEach(publication -> names.add(publication.name));
        names.addAll(views.keySet());
        return names;
    }

    void stopWaiting() {
        Disposable waiting = patience;
        patience = null;
        if (waiting != null) {
            waiting.dispose();
        }
    }

    boolean isOf(SeatSocket which) {
        return Objects.equals(socket, which);
    }
}
