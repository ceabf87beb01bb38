package live.weir.platform.chat.history;

import java.time.Instant;
import java.util.UUID;
import live.weir.platform.chat.protocol.ServerMessage;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import org.jspecify.annotations.Nullable;

/** Something to be written down, in the order in which it happened. All may be repeated. */
public sealed interface HistoryStep {

    UUID channel();

    /** @param event a message or a system event, with its number */
    record Happened(UUID channel, ServerMessage.Event event) implements HistoryStep {}

    /** @param message as it was said; its number may have been given on another node too while they were apart */
    record Edited(UUID channel, Message message, String text, String mentions, Instant at) implements HistoryStep {}

    /** @param message null where it is known by its number alone */
    record Deleted(UUID channel, long seq, @Nullable Message message, String by, Instant at) implements HistoryStep {}

    /** @param message was said on another node too, under the same id, and is there as that one took it */
    record Twin(UUID channel, Message message) implements HistoryStep {}

    /** All that this account said here until then. */
    record Cleared(UUID channel, UUID account, String by, Instant at) implements HistoryStep {}

    /** @param until null for a ban */
    record Imposed(
            UUID channel,
            UUID account,
            String handle,
            @Nullable Instant until,
            String reason,
            boolean shadow,
            @Nullable String network,
            String by)
            implements HistoryStep {}

    record Lifted(UUID channel, UUID account) implements HistoryStep {}

    record Pinned(UUID channel, String json) implements HistoryStep {}

    record Moderated(UUID channel, UUID id, Instant at, String actor, String action, String subject, String detail)
            implements HistoryStep {}
}
