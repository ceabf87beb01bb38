package live.weir.platform.stage;

import java.util.List;
import java.util.Locale;
import live.weir.platform.web.IpNetwork;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * From where people may perform and watch.
 *
 * @param countryHeader the header in which a trusted proxy says the client's country by its ISO 3166 code, such as
 *     {@code CF-IPCountry}; believed from nobody else
 * @param allowCountries the only countries that are let in; empty for all
 * @param denyCountries countries that are not let in
 * @param allowNetworks the only addresses and networks (CIDR) that are let in; empty for all
 * @param denyNetworks addresses and networks (CIDR) that are not let in
 */
@ConfigurationProperties("weir.admission")
@Validated
record AdmissionSettings(
        @Nullable String countryHeader,
        @DefaultValue List<String> allowCountries,
        @DefaultValue List<String> denyCountries,
        @DefaultValue List<String> allowNetworks,
        @DefaultValue List<String> denyNetworks) {

    AdmissionSettings {
        allowCountries = countries("weir.admission.allow-countries", allowCountries);
        denyCountries = countries("weir.admission.deny-countries", denyCountries);
        boolean listed = !allowCountries.isEmpty() || !denyCountries.isEmpty();
        if (listed && (countryHeader == null || countryHeader.isBlank())) {
            throw new IllegalArgumentException(
                    "countries are allowed or denied, but weir.admission.country-header does not say which header of"
                            + " the proxy names them");
        }
        networks("weir.admission.allow-networks", allowNetworks);
        networks("weir.admission.deny-networks", denyNetworks);
    }

    List<IpNetwork> allowedNetworks() {
        return networks("weir.admission.allow-networks", allowNetworks);
    }

    List<IpNetwork> deniedNetworks() {
        return networks("weir.admission.deny-networks", denyNetworks);
    }

    private static List<String> countries(String key, List<String> codes) {
        return codes.stream()
                .map(code -> code.strip().toUpperCase(Locale.ROOT))
                .map(code -> {
                    if (code.length() != 2) {
                        throw new IllegalArgumentException(
                                key + ": '" + code + "' is not a country's code of two letters");
                    }
                    return code;
                })
                .toList();
    }

    private static List<IpNetwork> networks(String key, List<String> blocks) {
        try {
            return blocks.stream().map(IpNetwork::parse).toList();
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(key + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
