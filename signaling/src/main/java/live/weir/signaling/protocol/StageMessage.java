package live.weir.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One frame of the stage socket; which one stands in its {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface StageMessage permits ClientMessage, ServerMessage {}
