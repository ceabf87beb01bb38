package live.weir.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says. */
public sealed interface ServerMessage extends StageMessage {

    /** The outcome of what a client said. */
    sealed interface Outcome extends ServerMessage {
        @JsonInclude(Include.NON_NULL)
        @Nullable
        String ref();
    }

    /** What somebody is in the house. */
    enum Role {
        @JsonProperty("host")
        HOST,
        @JsonProperty("guest")
        GUEST,
        @JsonProperty("viewer")
        VIEWER
    }

    record Self(String id, Role role, String name) {}

    record IceServer(
            List<String> urls,
            @JsonInclude(Include.NON_NULL) @Nullable String username,
            @JsonInclude(Include.NON_NULL) @Nullable String credential) {

        public IceServer {
            urls = List.copyOf(urls);
        }

        @Override
        public String toString() {
            return "IceServer" + urls;
        }
    }

    record Channel(String slug, String title) {}

    @JsonTypeName("welcome")
    record Welcome(
            @Nullable String ref,
            Self self,
            String resume,
            boolean resumed,
            List<String> sessions,
            int heartbeat,
            List<IceServer> ice,
            boolean relayOnly,
            int performersPerView,
            Channel channel)
            implements Outcome {

        public Welcome {
            sessions = List.copyOf(sessions);
            ice = List.copyOf(ice);
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Welcome[" + self + "]";
        }
    }

    /** Where a stage is in its life. */
    enum State {
        @JsonProperty("idle")
        IDLE,
        @JsonProperty("opening")
        OPENING,
        @JsonProperty("live")
        LIVE,
        @JsonProperty("grace")
        GRACE,
        @JsonProperty("ended")
        ENDED
    }

    record Broadcast(String id, Instant startedAt) {}

    record LayoutView(LayoutName name, @Nullable String spotlight) {}

    record PerformerView(
            String id,
            String name,
            Role role,
            boolean onStage,
            List<Source> sources,
            boolean audio,
            boolean video,
            boolean hand,
            boolean connected) {

        public PerformerView {
            sources = List.copyOf(sources);
        }
    }

    record HandView(String id, String name) {}

    @JsonTypeName("stage")
    record StageView(
            long version,
            State state,
            @Nullable Broadcast broadcast,
            LayoutView layout,
            @Nullable String speaker,
            int viewers,
            boolean recording,
            @Nullable Integer retryAfter,
            @JsonInclude(Include.NON_NULL) @Nullable String hls,
            @JsonInclude(Include.NON_NULL) @Nullable String hlsUnavailable,
            @JsonInclude(Include.NON_NULL) @Nullable String picture,
            List<PerformerView> performers,
            @JsonInclude(Include.NON_NULL) @Nullable List<HandView> hands)
            implements ServerMessage {

        public StageView {
            performers = List.copyOf(performers);
            hands = hands == null ? null : List.copyOf(hands);
        }
    }

    @JsonTypeName("published")
    record Published(@Nullable String ref, String session, Source source, String sdp) implements Outcome {}

    @JsonTypeName("subscribed")
    record Subscribed(@Nullable String ref, String session, String sdp) implements Outcome {}

    @JsonTypeName("restarted")
    record Restarted(@Nullable String ref, String session, String sdp) implements Outcome {}

    @JsonTypeName("invitation")
    record Invitation(@Nullable String ref, String token, String url, Instant expiresAt) implements Outcome {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Invitation[" + expiresAt + "]";
        }
    }

    @JsonTypeName("done")
    record Done(@Nullable String ref) implements Outcome {}

    /** As in RFC 9457; {@code retryAfter} in seconds, where it is known. */
    record Problem(
            String type,
            String title,
            int status,
            String detail,
            @JsonInclude(Include.NON_NULL) @Nullable Integer retryAfter) {}

    @JsonTypeName("refused")
    record Refused(@Nullable String ref, Problem problem) implements Outcome {}

    @JsonTypeName("pong")
    record Pong(@Nullable String ref) implements Outcome {}

    enum Kind {
        @JsonProperty("audio")
        AUDIO,
        @JsonProperty("video")
        VIDEO
    }

    record Track(
            String mid,
            Kind kind,
            @Nullable String performer,
            @Nullable Source source) {}

    @JsonTypeName("tracks")
    record Tracks(String session, List<Track> tracks) implements ServerMessage {

        public Tracks {
            tracks = List.copyOf(tracks);
        }
    }

    @JsonTypeName("session-quality")
    record SessionQuality(String session, String performer, Source source, int width, int height, long bitrate)
            implements ServerMessage {}

    @JsonTypeName("session-ended")
    record SessionEnded(String session, String reason, boolean again) implements ServerMessage {}

    /** What happened on a stage. */
    enum EventName {
        @JsonProperty("joined")
        JOINED,
        @JsonProperty("left")
        LEFT,
        @JsonProperty("returned")
        RETURNED,
        @JsonProperty("admitted")
        ADMITTED,
        @JsonProperty("dismissed")
        DISMISSED,
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("hand-raised")
        HAND_RAISED,
        @JsonProperty("hand-lowered")
        HAND_LOWERED,
        @JsonProperty("promoted")
        PROMOTED,
        @JsonProperty("live")
        LIVE,
        @JsonProperty("ended")
        ENDED
    }

    @JsonTypeName("event")
    record Event(
            EventName name,
            @Nullable String performer,
            @Nullable String by,
            @Nullable String text) implements ServerMessage {}

    @JsonTypeName("promoted")
    record Promoted(Self self) implements ServerMessage {}

    @JsonTypeName("silenced")
    record Silenced() implements ServerMessage {}

    record PublicationQuality(
            String id,
            Source source,
            int width,
            int height,
            long bitrate,
            double lossPercent,
            @Nullable Integer roundTripMillis,
            int score) {}

    @JsonTypeName("quality")
    record Quality(List<PublicationQuality> performers) implements ServerMessage {

        public Quality {
            performers = List.copyOf(performers);
        }
    }

    /** Why a socket is closed. */
    enum ByeReason {
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("replaced")
        REPLACED,
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
        @JsonProperty("ended")
        ENDED
    }

    @JsonTypeName("bye")
    record Bye(ByeReason reason, boolean again, int afterSeconds) implements ServerMessage {}
}
