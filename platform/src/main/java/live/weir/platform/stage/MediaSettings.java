package live.weir.platform.stage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.util.List;
import live.weir.platform.web.IpAddresses;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The engine inside the node.
 *
 * @param port where all media comes and goes, UDP and TCP; 0 for any that is free
 * @param bind local addresses to listen on; all of them if none is named
 * @param announce addresses that clients are told in place of the local ones, where something translates between them (NAT,
 *     a container's host)
 * @param eventLoops threads that move packets; 0 for one per processor
 * @param maxPeers performers and viewers with media at once; one more is refused
 * @param maxStages stages that are open at once
 */
@ConfigurationProperties("weir.media")
@Validated
record MediaSettings(
        @DefaultValue("8189") @Min(0) @Max(65_535) int port,
        @DefaultValue List<String> bind,
        @DefaultValue List<String> announce,
        @DefaultValue("0") @Min(0) @Max(1_024) int eventLoops,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxPeers,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxStages) {

    MediaSettings {
        addresses("weir.media.bind", bind);
        addresses("weir.media.announce", announce);
    }

    List<InetAddress> bindAddresses() {
        return addresses("weir.media.bind", bind);
    }

    List<InetAddress> announcedAddresses() {
        return addresses("weir.media.announce", announce);
    }

    int eventLoopCount() {
        return eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
    }

    /** Literals only: what a name means changes, and clients are told an address for as long as the node lives. */
    private static List<InetAddress> addresses(String key, List<String> literals) {
        return literals.stream().map(literal -> address(key, literal)).toList();
    }

    private static InetAddress address(String key, String literal) {
        InetAddress address = IpAddresses.parse(literal);
        if (address == null) {
            throw new IllegalArgumentException(key + ": '" + literal + "' is not an IP address");
        }
        return address;
    }
}
