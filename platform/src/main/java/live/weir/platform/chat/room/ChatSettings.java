package live.weir.platform.chat.room;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Chat.
 *
 * @param retention how long what was said is kept, and what moderators did, in whole months ({@code P12M})
 * @param raid when a room's shield is raised by itself
 */
@ConfigurationProperties("weir.chat")
@Validated
record ChatSettings(
        @DefaultValue("P12M") @NotNull Period retention,
        @DefaultValue @Valid Raid raid) {

    /**
     * A wave of accounts younger than a day that speak in a room for the first time.
     *
     * @param newcomers how many of them within the window raise the shield; 0 never does
     * @param window the time in which they are counted
     * @param shield for how long what new accounts say is held back then; a wave that goes on makes it longer
     */
    record Raid(
            @DefaultValue("50") @Min(0) @Max(1_000) int newcomers,
            @DefaultValue("30s") @NotNull Duration window,
            @DefaultValue("10m") @NotNull Duration shield) {}
}
