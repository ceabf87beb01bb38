package live.weir.platform.stage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import live.weir.platform.web.IpAddresses;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Kurento Media Servers.
 *
 * @param urls where they are: {@code ws} or {@code wss} addresses such as {@code ws://kurento:8888/kurento}; a name that stands for several
 *     addresses (a headless service of Kubernetes) means a server at each
 * @param house name of this installation on servers that it shares with another; two need two names
 * @param maxSessions publications, views and taps on one server; one more goes elsewhere or is refused
 * @param requestTimeout how long a server may take for one request
 * @param pingInterval how often a server is asked whether it is there; it must answer within the same time
 * @param away how long a server may be away until its stages go to another
 * @param probeInterval how often each server has to show that it works
 * @param probeTimeout how long it may take for that
 * @param tapAddress IP address that servers send the program's media to; the one they are reached from, if empty
 * @param firstTapPort first of the UDP ports for the program's media, four per stage
 * @param lastTapPort last of them
 */
@ConfigurationProperties("weir.kurento")
@Validated
record KurentoSettings(
        @DefaultValue List<URI> urls,
        @DefaultValue("weir") @NotBlank String house,
        @DefaultValue("500") @Min(1) @Max(100_000) int maxSessions,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration requestTimeout,

        @DefaultValue("3s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration pingInterval,

        @DefaultValue("3s") @NotNull @DurationMin(millis = 0) @DurationMax(minutes = 3)
        Duration away,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration probeInterval,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration probeTimeout,

        @DefaultValue("") String tapAddress,
        @DefaultValue("20000") @Min(1024) @Max(65_000) int firstTapPort,
        @DefaultValue("29999") @Min(1028) @Max(65_535) int lastTapPort) {

    KurentoSettings {
        for (URI url : urls) {
            if (url.getHost() == null || !("ws".equals(url.getScheme()) || "wss".equals(url.getScheme()))) {
                throw new IllegalArgumentException("weir.kurento.urls: '" + url + "' is not a ws or wss address");
            }
        }
        if (!tapAddress.isEmpty() && IpAddresses.parse(tapAddress) == null) {
            throw new IllegalArgumentException("weir.kurento.tap-address: '" + tapAddress + "' is not an IP address");
        }
    }
}
