package live.weir.platform.chat.room;

import jakarta.validation.constraints.NotNull;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Chat.
 *
 * @param retention how long what was said is kept, and what moderators did, in whole months ({@code P12M})
 */
@ConfigurationProperties("weir.chat")
@Validated
record ChatSettings(@DefaultValue("P12M") @NotNull Period retention) {}
