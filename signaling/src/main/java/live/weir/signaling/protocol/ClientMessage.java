package live.weir.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client says. What has no {@code null} here was checked by {@link StageCodec#readClient}. */
public sealed interface ClientMessage extends StageMessage {

    /** Told again with the outcome; null if the client doesn't care. */
    @JsonInclude(Include.NON_NULL)
    @Nullable
    String ref();

    /** As what somebody comes. */
    enum As {
        @JsonProperty("performer")
        PERFORMER,
        @JsonProperty("viewer")
        VIEWER
    }

    @JsonTypeName("hello")
    @JsonInclude(Include.NON_NULL)
    record Hello(
            As as,
            @Nullable String token,
            @Nullable String invitation,
            @Nullable String pass,
            @Nullable String name,
            @Nullable String resume,
            @Nullable String ref)
            implements ClientMessage {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Hello[as=" + as + "]";
        }
    }

    @JsonTypeName("ping")
    record Ping(@Nullable String ref) implements ClientMessage {}

    @JsonTypeName("publish")
    record Publish(Source source, String sdp, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("unpublish")
    record Unpublish(Source source, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("subscribe")
    record Subscribe(
            String sdp,
            List<String> performers,
            boolean video,
            int maxHeight,
            @Nullable String ref) implements ClientMessage {

        public Subscribe {
            performers = List.copyOf(performers);
        }
    }

    @JsonTypeName("choose")
    record Choose(
            String session,
            List<String> performers,
            boolean video,
            int maxHeight,
            @Nullable String ref) implements ClientMessage {

        public Choose {
            performers = List.copyOf(performers);
        }
    }

    @JsonTypeName("unsubscribe")
    record Unsubscribe(String session, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("candidate")
    record Candidate(
            String session,
            List<String> candidates,
            @Nullable String ref) implements ClientMessage {

        public Candidate {
            candidates = List.copyOf(candidates);
        }
    }

    @JsonTypeName("restart")
    record Restart(String session, String sdp, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("mute")
    record Mute(boolean audio, boolean video, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("hand")
    record Hand(boolean raised, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("go-live")
    record GoLive(@Nullable String ref) implements ClientMessage {}

    @JsonTypeName("end")
    record End(@Nullable String ref) implements ClientMessage {}

    @JsonTypeName("layout")
    record Layout(
            LayoutName name,
            @Nullable String spotlight,
            @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("invite")
    record Invite(
            @Nullable String name, int minutes, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("admit")
    record Admit(String performer, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("dismiss")
    record Dismiss(String performer, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("remove")
    record Remove(String performer, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("promote")
    record Promote(String viewer, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("silence")
    record Silence(String performer, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("record")
    record Recording(boolean on, @Nullable String ref) implements ClientMessage {}
}
