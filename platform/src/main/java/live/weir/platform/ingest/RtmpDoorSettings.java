package live.weir.platform.ingest;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.io.File;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import live.weir.bridge.ingest.rtmp.RtmpSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The door for encoders that speak RTMP.
 *
 * @param enabled whether nodes with the role {@code stage} have it
 * @param port where encoders come; 0 for any that is free. A port that another program has costs the door, not the node
 * @param publicUrl what encoders are told, such as {@code rtmp://ingest.example/live}, if it is not this host and this port
 * @param certificate a file (PEM) with the certificate and its chain: with it the door speaks RTMPS, and nothing else
 * @param certificateKey the file (PEM) with its private key
 * @param connections at once
 * @param perAddress connections at once from one address
 * @param untilPublish how long an encoder may take until it has said what it wants
 * @param silence after which an encoder that sends nothing is gone
 * @param megabits a second that are read of one encoder; what is more waits there
 */
@ConfigurationProperties("weir.rtmp")
@Validated
record RtmpDoorSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1935") @Min(0) @Max(65_535) int port,
        @Nullable URI publicUrl,
        @Nullable Path certificate,
        @Nullable Path certificateKey,
        @DefaultValue("500") @Min(1) @Max(100_000) int connections,
        @DefaultValue("50") @Min(1) @Max(100_000) int perAddress,
        @DefaultValue("10s") @NotNull Duration untilPublish,
        @DefaultValue("15s") @NotNull Duration silence,
        @DefaultValue("60") @Min(1) @Max(1_000) int megabits) {

    RtmpDoorSettings {
        if ((certificate == null) != (certificateKey == null)) {
            throw new IllegalArgumentException(
                    "weir.rtmp.certificate and weir.rtmp.certificate-key come together or not at all");
        }
    }

    boolean isTls() {
        return certificate != null;
    }

    /** Reads the certificate's files. */
    RtmpSettings door() throws SSLException {
        return new RtmpSettings(
                new InetSocketAddress(port),
                tls(),
                connections,
                perAddress,
                untilPublish,
                silence,
                megabits * 125_000L);
    }

    private @Nullable SslContext tls() throws SSLException {
        if (certificate == null || certificateKey == null) {
            return null;
        }
        File chain = certificate.toFile();
        try {
            return SslContextBuilder.forServer(chain, certificateKey.toFile()).build();
        } catch (IllegalArgumentException unreadable) {
            throw new SSLException("weir.rtmp.certificate cannot be used: " + unreadable.getMessage(), unreadable);
        }
    }
}
