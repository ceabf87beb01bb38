package live.weir.platform.chat.room;

import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What is added up over all nodes, and forgotten after a day. */
interface RoomTally {

    /** Completes with how many people reacted so to the message. */
    Mono<Long> react(String room, long seq, String emoji, UUID account);

    /** Changes the vote of who voted before. */
    Mono<Void> vote(String room, String poll, int choice, UUID account);

    Mono<List<Long>> votes(String room, String poll, int choices);

    /** Says something in passing to the room's listeners on the other nodes. */
    Mono<Void> tell(String room, String json);
}
