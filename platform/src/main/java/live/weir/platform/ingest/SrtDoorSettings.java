package live.weir.platform.ingest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import live.weir.bridge.ingest.srt.SrtSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The door for encoders that speak SRT.
 *
 * @param enabled whether nodes with the role {@code stage} have it. Stream keys are not encrypted on their way to it
 * @param port where encoders come, UDP; 0 for any that is free. A port that another program has costs the door, not the node
 * @param publicUrl what encoders are told, such as {@code srt://ingest.example:10080}, if it is not this host and this port
 * @param connections at once
 * @param perAddress connections at once from one address
 * @param latency how long a lost packet is waited for, from 20 ms to 8 s; an encoder may ask for more than this, within that. Four times the
 *     way there and back is right
 * @param silence after which an encoder that sends nothing is gone
 * @param passphrase of 10 to 79 characters: with it encoders must encrypt what they send, by this passphrase, and without it none may
 * @param megabits a second that one encoder may send; who sends more is hung up on
 */
@ConfigurationProperties("weir.srt")
@Validated
record SrtDoorSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("10080") @Min(0) @Max(65_535) int port,
        @Nullable URI publicUrl,
        @DefaultValue("500") @Min(1) @Max(100_000) int connections,
        @DefaultValue("50") @Min(1) @Max(100_000) int perAddress,
        @DefaultValue("120ms") @NotNull Duration latency,
        @DefaultValue("15s") @NotNull Duration silence,
        @DefaultValue("60") @Min(1) @Max(1_000) int megabits,
        @Nullable String passphrase) {

    /** As libsrt has it. Keepalives come each second. */
    private static final Duration GONE = Duration.ofSeconds(5);

    SrtDoorSettings {
        if (latency.compareTo(SrtSettings.LEAST_LATENCY) < 0 || latency.compareTo(SrtSettings.MOST_LATENCY) > 0) {
            throw new IllegalArgumentException("weir.srt.latency lies between 20ms and 8s");
        }
        if (passphrase != null && (passphrase.length() < 10 || passphrase.length() > 79)) {
            throw new IllegalArgumentException("weir.srt.passphrase has 10 to 79 characters");
        }
    }

    /** Without the passphrase. */
    @Override
    public String toString() {
        return "SrtDoorSettings[" + enabled + ", " + port + "]";
    }

    SrtSettings door() {
        return new SrtSettings(
                new InetSocketAddress(port),
                connections,
                perAddress,
                latency,
                GONE,
                silence,
                megabits * 125_000L,
                passphrase);
    }
}
