package live.weir.platform.chat.room;

import java.time.Instant;
import java.util.UUID;
import live.weir.platform.chat.protocol.ServerMessage.Person;
import live.weir.platform.chat.protocol.ServerMessage.Role;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in, in one room.
 *
 * @param standing asked with everything that is said: the token may have expired
 * @param person as others see it
 * @param network from where, as the room's key hashes it
 * @param moderates whether it keeps order here
 */
record Speaker(Standing standing, Person person, String network, boolean moderates) {

    Caller caller() {
        return standing.caller();
    }

    UUID account() {
        return caller().id().value();
    }

    boolean isBot() {
        return person.role() == Role.BOT;
    }

    Instant since() {
        return since(account());
    }

    /** UUIDs of version 7 begin with their time. */
    static Instant since(UUID account) {
        return Instant.ofEpochMilli(account.getMostSignificantBits() >>> 16);
    }

    @Override
    public String toString() {
        return "Speaker[" + person.handle() + "]";
    }

    static boolean isSame(@Nullable Speaker speaker, UUID account) {
        return speaker != null && speaker.account().equals(account);
    }
}
