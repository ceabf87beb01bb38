package live.weir.platform.stage;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import live.weir.platform.web.IpNetwork;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.StageRefused;
import org.jspecify.annotations.Nullable;

/** From where people may come in. A country's word is a trusted proxy's: {@link StageEdge} takes away what others say. */
final class Admission {

    private final @Nullable String countryHeader;
    private final List<String> allowedCountries;
    private final List<String> deniedCountries;
    private final List<IpNetwork> allowedNetworks;
    private final List<IpNetwork> deniedNetworks;

    Admission(AdmissionSettings settings) {
        String header = settings.countryHeader();
        this.countryHeader = header == null ? null : header.toLowerCase(Locale.ROOT);
        this.allowedCountries = settings.allowCountries();
        this.deniedCountries = settings.denyCountries();
        this.allowedNetworks = settings.allowedNetworks();
        this.deniedNetworks = settings.deniedNetworks();
    }

    /** @throws StageRefused if nobody is let in from there */
    void check(Credentials client) {
        if (!isAllowed(client.address()) || !isAllowed(country(client))) {
            throw StageRefused.of(StageRefused.Reason.FORBIDDEN, "This is not available where you are.");
        }
    }

    private boolean isAllowed(InetAddress address) {
        return deniedNetworks.stream().noneMatch(network -> network.contains(address))
                && (allowedNetworks.isEmpty()
                        || allowedNetworks.stream().anyMatch(network -> network.contains(address)));
    }

    /** Where only some countries are let in, somebody of whom no country is known is not. */
    private boolean isAllowed(String country) {
        return !deniedCountries.contains(country) && (allowedCountries.isEmpty() || allowedCountries.contains(country));
    }

    private String country(Credentials client) {
        return countryHeader == null
                ? ""
                : client.headers().getOrDefault(countryHeader, "").strip().toUpperCase(Locale.ROOT);
    }
}
