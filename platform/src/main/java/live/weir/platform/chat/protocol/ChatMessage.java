package live.weir.platform.chat.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One frame of the protocol. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ChatMessage permits ClientMessage, ServerMessage {}
