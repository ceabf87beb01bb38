package live.weir.platform.chat.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client says. What has no {@code null} here was checked by {@link ChatCodec#readClient}. */
@JsonInclude(Include.NON_NULL)
public sealed interface ClientMessage extends ChatMessage {

    /** Told again with the outcome; null if the client doesn't care. */
    @Nullable
    String ref();

    @JsonTypeName("hello")
    record Hello(
            @Nullable String token,
            @Nullable String pass,
            @Nullable Long resume,
            @Nullable String ref) implements ClientMessage {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Hello[resume=" + resume + "]";
        }
    }

    @JsonTypeName("sign-in")
    record SignIn(String token, @Nullable String ref) implements ClientMessage {

        @Override
        public String toString() {
            return "SignIn";
        }
    }

    @JsonTypeName("ping")
    record Ping(@Nullable String ref) implements ClientMessage {}

    @JsonTypeName("say")
    record Say(String id, String text, @Nullable Long reply) implements ClientMessage {

        /** A {@code say} is named by its id. */
        @Override
        public @Nullable String ref() {
            return null;
        }
    }

    @JsonTypeName("edit")
    record Edit(long seq, String text, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("delete")
    record Delete(long seq, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("react")
    record React(String emoji, @Nullable Long seq, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("history")
    record History(
            @Nullable Long before,
            @Nullable Long after,
            int limit,
            @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("vote")
    record Vote(String poll, int choice, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("timeout")
    record Timeout(
            String who,
            int seconds,
            @Nullable String reason,
            @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("ban")
    record Ban(
            String who,
            @Nullable String reason,
            boolean network,
            boolean shadow,
            @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("lift")
    record Lift(String who, @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("clear")
    record Clear(String who, @Nullable String ref) implements ClientMessage {}

    /** @param seq null takes the pin off */
    @JsonTypeName("pin")
    record Pin(
            @JsonInclude(Include.ALWAYS) @Nullable Long seq,
            @Nullable String ref) implements ClientMessage {}

    @JsonTypeName("poll")
    record OpenPoll(
            String question,
            List<String> choices,
            int seconds,
            @Nullable String ref) implements ClientMessage {

        public OpenPoll {
            choices = List.copyOf(choices);
        }
    }

    @JsonTypeName("end-poll")
    record EndPoll(String poll, @Nullable String ref) implements ClientMessage {}

    /** Null leaves a setting as it is. */
    @JsonTypeName("settings")
    record Settings(
            @Nullable Writers writers,
            @Nullable Integer slowSeconds,
            @Nullable Boolean emotesOnly,
            @Nullable Boolean linksAllowed,
            @Nullable Boolean shield,
            @Nullable Integer followMinutes,
            @Nullable String ref)
            implements ClientMessage {}

    @JsonTypeName("review")
    record Review(String held, boolean allow, @Nullable String ref) implements ClientMessage {}
}
