package live.weir.signaling.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.Remembered.OnTheAir;
import live.weir.signaling.stage.Remembered.RememberedInvitation;
import live.weir.signaling.stage.Remembered.RememberedSeat;
import org.jspecify.annotations.Nullable;

/** A stage's parts as memory, and memory as parts. */
final class Recollection {

    /** Longer than any grace and any node's restart. */
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);

    private Recollection() {}

    static Remembered of(Seats seats, Invitations invitations, Announcer announcer, OnAir onAir) {
        return new Remembered(
                Remembered.VERSION,
                onAir.state(),
                broadcast(onAir),
                announcer.layout,
                announcer.spotlight,
                announcer.recordingWish,
                seats.performers().stream()
                        .filter(seat -> seat.resumeHash != null)
                        .map(Recollection::seat)
                        .toList(),
                invitations.open().stream()
                        .map(open -> new RememberedInvitation(
                                open.hash(), open.name(), open.expiresAt().toEpochMilli()))
                        .toList());
    }

    private static @Nullable OnTheAir broadcast(OnAir onAir) {
        Broadcast broadcast = onAir.broadcast();
        return broadcast == null
                ? null
                : new OnTheAir(
                        broadcast.id().toString(), broadcast.startedAt().toEpochMilli(), onAir.peak(), onAir.total());
    }

    private static RememberedSeat seat(Seat seat) {
        return new RememberedSeat(
                seat.id,
                seat.role,
                seat.who,
                seat.client,
                seat.name,
                seat.onStage,
                java.util.Objects.requireNonNull(seat.resumeHash));
    }

    static void restore(
            Remembered remembered,
            Seats seats,
            Invitations invitations,
            Announcer announcer,
            OnAir onAir,
            Instant now) {
        announcer.layout = remembered.layout();
        announcer.spotlight = remembered.spotlight();
        announcer.recordingWish = remembered.recordingWish();
        for (RememberedInvitation open : remembered.invitations()) {
            Instant expiresAt = Instant.ofEpochMilli(open.expiresAtMillis());
            if (expiresAt.isAfter(now)) {
                invitations.recall(new Invitations.Invitation(open.hash(), open.name(), expiresAt));
            }
        }
        for (RememberedSeat before : remembered.seats()) {
            Seat seat = new Seat(before.id(), before.role(), before.who(), before.client(), before.name(), false);
            seat.comesOnStage(before.onStage() ? now : null);
            seats.add(seat);
            seats.remember(seat, before.resumeHash());
        }
        onAir.recall(remembered.state(), remembered.broadcast());
    }

    /** Open invitations outlive the evening on which they were written. */
    static Duration life(Invitations invitations, Instant now) {
        return invitations.open().stream()
                .map(open -> Duration.between(now, open.expiresAt()))
                .filter(left -> left.compareTo(SHORTEST_LIFE) > 0)
                .max(Duration::compareTo)
                .orElse(SHORTEST_LIFE);
    }

    static BookKeeper.Telling telling(Seats seats, OnAir onAir, int viewers, Instant now) {
        List<BroadcastBook.Performer> performers = seats.onStage().stream()
                .map(seat -> new BroadcastBook.Performer(
                        seat.name,
                        seat.encoder ? "encoder" : seat.role.name().toLowerCase(java.util.Locale.ROOT),
                        seat.onStageSince == null ? now : seat.onStageSince))
                .toList();
        return new BookKeeper.Telling(viewers, onAir.peak(), onAir.total(), performers);
    }
}
