package live.weir.signaling.stage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.weir.signaling.protocol.ServerMessage.Role;
import org.jspecify.annotations.Nullable;

/** Who has a seat at a stage; belongs to its mailbox. */
final class Seats {

    private final Map<String, Seat> byId = new LinkedHashMap<>();
    private final Map<String, Seat> byResume = new LinkedHashMap<>();
    private final Map<String, Seat> performing = new LinkedHashMap<>();
    private int watching;

    void add(Seat seat) {
        byId.put(seat.id, seat);
        if (seat.performs()) {
            performing.put(seat.id, seat);
        }
    }

    void remove(Seat seat) {
        byId.remove(seat.id);
        performing.remove(seat.id);
        forget(seat);
        sit(seat, null);
    }

    void promote(Seat seat) {
        SeatSocket socket = seat.socket;
        sit(seat, null);
        seat.role = Role.GUEST;
        performing.put(seat.id, seat);
        sit(seat, socket);
    }

    /** Somebody sits down, or stands up: null. */
    void sit(Seat seat, @Nullable SeatSocket socket) {
        if (!seat.performs()) {
            watching += (socket == null ? 0 : 1) - (seat.socket == null ? 0 : 1);
        }
        seat.socket = socket;
    }

    void remember(Seat seat, String resumeHash) {
        forget(seat);
        seat.resumeHash = resumeHash;
        byResume.put(resumeHash, seat);
    }

    private void forget(Seat seat) {
        String hash = seat.resumeHash;
        if (hash != null) {
            byResume.remove(hash);
        }
    }

    @Nullable
    Seat resumedBy(String token) {
        return byResume.get(Secrets.hash(token));
    }

    Seat performer(String id) {
        Seat seat = performing.get(id);
        if (seat == null) {
            throw Refusals.notFound("There is no performer " + id + ".");
        }
        return seat;
    }

    Seat viewer(String id) {
        Seat seat = byId.get(id);
        if (seat == null || seat.performs()) {
            throw Refusals.notFound("There is no viewer " + id + ".");
        }
        return seat;
    }

    Optional<Seat> encoderOf(String who) {
        return performing.values().stream()
                .filter(seat -> seat.encoder && who.equals(seat.who))
                .findFirst();
    }

    Collection<Seat> performers() {
        return performing.values();
    }

    List<Seat> onStage() {
        return performing.values().stream().filter(seat -> seat.onStage).toList();
    }

    Collection<Seat> all() {
        return byId.values();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    int count() {
        return byId.size();
    }

    /** Viewers with a socket. */
    int watching() {
        return watching;
    }
}
