package live.weir.platform.chat.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says. */
public sealed interface ServerMessage extends ChatMessage {

    /** The outcome of what a client said. */
    sealed interface Outcome extends ServerMessage {
        @JsonInclude(Include.NON_NULL)
        @Nullable
        String ref();
    }

    /**
     * What a room remembers. It has no number until the room gives it one: {@link ChatCodec} writes events without their
     * {@code seq}, and {@link EventFrames} puts it in front, so that an event is encoded once for all nodes.
     */
    sealed interface Event extends ServerMessage {
        @JsonInclude(Include.NON_DEFAULT)
        long seq();

        /** With its sender's, what it is known by whatever its number is. */
        String id();
    }

    /** What somebody is in a room. */
    enum Role {
        @JsonProperty("owner")
        OWNER,
        @JsonProperty("moderator")
        MODERATOR,
        @JsonProperty("viewer")
        VIEWER,
        @JsonProperty("bot")
        BOT
    }

    record Person(String id, String handle, String name, Role role) {}

    record Channel(String slug, String title) {}

    /**
     * How a room is set.
     *
     * @param followMinutes for how long one must have followed, where followers write
     */
    record RoomState(
            Writers writers,
            int slowSeconds,
            boolean emotesOnly,
            boolean linksAllowed,
            boolean shield,
            @JsonInclude(Include.NON_DEFAULT) int followMinutes) {}

    @JsonTypeName("welcome")
    record Welcome(
            @Nullable String ref,
            @JsonInclude(Include.ALWAYS) @Nullable Person self,
            long seq,
            boolean resumed,
            Channel channel,
            RoomState room,
            long viewers)
            implements Outcome {}

    @JsonTypeName("signed-in")
    record SignedIn(@Nullable String ref, Person self) implements Outcome {}

    @JsonTypeName("pong")
    record Pong(@Nullable String ref) implements Outcome {}

    @JsonTypeName("done")
    record Done(@Nullable String ref) implements Outcome {}

    @JsonTypeName("page")
    record HistoryPage(@Nullable String ref, List<Event> events, boolean more) implements Outcome {

        public HistoryPage {
            events = List.copyOf(events);
        }
    }

    /** @param retryAfter in seconds */
    record Problem(
            String type,
            String title,
            int status,
            String detail,
            @JsonInclude(Include.NON_NULL) @Nullable Integer retryAfter) {}

    /** @param id of the {@code say} that is refused, if it is one */
    @JsonTypeName("refused")
    record Refused(
            @Nullable String ref,
            @JsonInclude(Include.NON_NULL) @Nullable String id,
            Problem problem) implements Outcome {}

    @JsonTypeName("ack")
    record Ack(
            String id,
            long seq,
            @JsonInclude(Include.NON_DEFAULT) boolean held) implements ServerMessage {}

    /** What a message answers, cut short. */
    record Quote(long seq, String handle, String text) {}

    @JsonTypeName("message")
    record Message(
            long seq,
            String id,
            Person from,
            String text,
            Instant at,
            @JsonInclude(Include.NON_EMPTY) @Nullable List<String> mentions,
            @JsonInclude(Include.NON_NULL) @Nullable Quote reply,
            @JsonInclude(Include.NON_DEFAULT) boolean edited,
            @JsonInclude(Include.NON_DEFAULT) boolean provisional)
            implements Event {

        public Message {
            mentions = mentions == null ? null : List.copyOf(mentions);
        }
    }

    @JsonTypeName("edited")
    record Edited(
            long seq,
            String id,
            long message,
            String text,
            Instant at,
            @JsonInclude(Include.NON_EMPTY) @Nullable List<String> mentions)
            implements Event {

        public Edited {
            mentions = mentions == null ? null : List.copyOf(mentions);
        }
    }

    /** @param by {@code author} or {@code moderator} */
    @JsonTypeName("deleted")
    record Deleted(long seq, String id, long message, String by, Instant at) implements Event {}

    @JsonTypeName("cleared")
    record Cleared(long seq, String id, String handle, Instant at) implements Event {}

    @JsonTypeName("system")
    record SystemEvent(
            long seq,
            String id,
            String event,
            Instant at,
            @JsonInclude(Include.NON_NULL) @Nullable String text) implements Event {}

    /** What is pinned: as it was then. */
    record PinnedMessage(long seq, String handle, String name, String text) {}

    @JsonTypeName("pinned")
    record Pinned(
            long seq,
            String id,
            @JsonInclude(Include.ALWAYS) @Nullable PinnedMessage message) implements Event {}

    record Choice(String text, long votes) {}

    record Poll(String id, String question, List<Choice> choices, Instant endsAt, boolean open) {

        public Poll {
            choices = List.copyOf(choices);
        }
    }

    @JsonTypeName("poll")
    record PollOpened(long seq, String id, Poll poll) implements Event {}

    @JsonTypeName("votes")
    record Votes(Poll poll) implements ServerMessage {}

    record Burst(String emoji, long count) {}

    record Reacted(long seq, String emoji, long count) {}

    @JsonTypeName("reactions")
    record Reactions(List<Burst> burst, List<Reacted> messages) implements ServerMessage {

        public Reactions {
            burst = List.copyOf(burst);
            messages = List.copyOf(messages);
        }
    }

    @JsonTypeName("viewers")
    record Viewers(long count, boolean approximate) implements ServerMessage {}

    @JsonTypeName("room")
    record Room(RoomState room) implements ServerMessage {}

    /** These numbers were not sent to this socket; both ends included. */
    @JsonTypeName("gap")
    record Gap(long from, long to) implements ServerMessage {}

    /** Pairs: the provisional number, and the one that stays. */
    @JsonTypeName("moved")
    record Moved(List<List<Long>> seqs) implements ServerMessage {

        public Moved {
            seqs = seqs.stream().map(List::copyOf).toList();
        }
    }

    /** For moderators: what a filter holds back. */
    @JsonTypeName("held")
    record Held(String held, Person from, String text, Instant at, String reason, double score)
            implements ServerMessage {}

    @JsonTypeName("reviewed")
    record Reviewed(String held, String by, boolean allowed) implements ServerMessage {}

    /** For whom it strikes. */
    @JsonTypeName("sanctioned")
    record Sanctioned(
            String kind,
            @JsonInclude(Include.NON_NULL) @Nullable Instant until,
            @JsonInclude(Include.NON_NULL) @Nullable String reason)
            implements ServerMessage {}

    /** Why a socket is closed. */
    enum ByeReason {
        @JsonProperty("moving")
        MOVING,
        @JsonProperty("overloaded")
        OVERLOADED,
        @JsonProperty("slow")
        SLOW,
        @JsonProperty("protocol")
        PROTOCOL,
        @JsonProperty("not-allowed")
        NOT_ALLOWED,
        @JsonProperty("gone")
        GONE
    }

    @JsonTypeName("bye")
    record Bye(ByeReason reason, boolean again, int afterSeconds) implements ServerMessage {}
}
