package live.weir.signaling.stage;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** What all parts of one stage stand on. Belongs to its mailbox. */
final class StageFloor {

    final StageServices services;
    final Lease lease;
    final Mailbox mailbox;
    final Undertakings undertakings;
    final Seats seats = new Seats();
    final Invitations invitations;

    /** As whoever came last knows it: its title may have changed. */
    ChannelCard channel;

    StageFloor(StageServices services, ChannelCard channel, Lease lease) {
        this.services = services;
        this.channel = channel;
        this.lease = lease;
        mailbox = new Mailbox(services.time().scheduler());
        undertakings = new Undertakings(mailbox);
        invitations = new Invitations(services.limits().maxInvitations());
    }

    StageLimits limits() {
        return services.limits();
    }

    StageMeters meters() {
        return services.meters();
    }

    Instant now() {
        return services.time().clock().instant();
    }

    void requireRoomForPerformer() {
        if (seats.performers().size() >= limits().maxPerformers()) {
            throw Refusals.overloaded("The stage has no room for another performer.");
        }
    }

    /** Replaces the memory that the next owner would find. */
    Mono<Void> keep(Remembered memory) {
        return services.ports()
                .memory()
                .keep(lease, services.memoryForm().write(memory), Recollection.life(invitations, now()));
    }
}
