package live.weir.signaling.stage;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The invitations that are open; each lets one guest in. Belongs to the stage's mailbox. */
final class Invitations {

    /** @param hash of the token, which is nowhere kept */
    record Invitation(String hash, String name, Instant expiresAt) {}

    private final int most;
    private final Map<String, Invitation> open = new LinkedHashMap<>();

    Invitations(int most) {
        this.most = most;
    }

    void recall(Invitation invitation) {
        open.put(invitation.hash(), invitation);
    }

    void add(String token, String name, Instant expiresAt, Instant now) {
        forgetExpired(now);
        if (open.size() >= most) {
            throw Refusals.tooMany("There are " + most + " open invitations already.");
        }
        recall(new Invitation(Secrets.hash(token), name, expiresAt));
    }

    /** Forged, used and expired ones are refused alike: who guesses learns nothing. */
    Invitation spend(String token, Instant now) {
        forgetExpired(now);
        Invitation invitation = open.remove(Secrets.hash(token));
        if (invitation == null) {
            throw Refusals.forbidden("This invitation is used up, has expired, or never was one.");
        }
        return invitation;
    }

    private void forgetExpired(Instant now) {
        open.values().removeIf(invitation -> !invitation.expiresAt().isAfter(now));
    }

    Collection<Invitation> open() {
        return open.values();
    }
}
