package live.weir.platform.stage;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The STUN and TURN servers that clients are told. A node whose media port can be reached needs none; TURN helps those whose
 * network lets nothing but web traffic out.
 *
 * @param stunUrls such as {@code stun:stun.example:3478}
 * @param turnUrls such as {@code turn:turn.example:3478?transport=udp} or {@code turns:turn.example:5349}
 * @param turnSecret what the TURN servers share with Weir (coturn's {@code static-auth-secret}); each client gets credentials
 *     of its own that expire
 * @param credentialLife how long those credentials are valid
 * @param relayOnly whether clients shall send media by TURN only
 */
@ConfigurationProperties("weir.ice")
@Validated
record IceSettings(
        @DefaultValue List<@Pattern(regexp = "stuns?:.+", message = "must begin with stun: or stuns:") String> stunUrls,
        @DefaultValue List<@Pattern(regexp = "turns?:.+", message = "must begin with turn: or turns:") String> turnUrls,
        @Nullable String turnSecret,

        @DefaultValue("12h") @NotNull @DurationMin(minutes = 1) @DurationMax(days = 30)
        Duration credentialLife,

        @DefaultValue("false") boolean relayOnly) {

    IceSettings {
        boolean secret = turnSecret != null && !turnSecret.isBlank();
        if (secret == turnUrls.isEmpty()) {
            throw new IllegalArgumentException("weir.ice.turn-urls and weir.ice.turn-secret go together");
        }
        if (relayOnly && turnUrls.isEmpty()) {
            throw new IllegalArgumentException("weir.ice.relay-only needs weir.ice.turn-urls");
        }
    }

    @Override
    public String toString() {
        return "IceSettings[stun=" + stunUrls + ", turn=" + turnUrls + "]";
    }
}
