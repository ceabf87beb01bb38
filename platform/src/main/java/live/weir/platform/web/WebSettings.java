package live.weir.platform.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the API presents itself to the outside.
 *
 * @param publicUrl the address under which people reach this service, such as {@code https://weir.example}; without it,
 *     each request's own address is taken
 * @param trustedProxies the addresses or networks (CIDR) whose X-Forwarded headers are believed
 * @param maxBody the largest request body that is read into memory
 * @param hsts for how long browsers are told to use https only, if they came by https; zero says nothing
 * @param cors which other sites' pages may use the API
 */
@ConfigurationProperties("weir.web")
@Validated
record WebSettings(
        @Nullable URI publicUrl,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("256KB") @NotNull DataSize maxBody,
        @DefaultValue("365d") @NotNull Duration hsts,
        @DefaultValue Cors cors) {

    private static final DataSize LEAST_BODY = DataSize.ofKilobytes(1);
    private static final DataSize MOST_BODY = DataSize.ofMegabytes(64);

    WebSettings {
        if (maxBody.compareTo(LEAST_BODY) < 0 || maxBody.compareTo(MOST_BODY) > 0) {
            throw new IllegalArgumentException("weir.web.max-body must be between 1KB and 64MB, not " + maxBody);
        }
        if (publicUrl != null && (publicUrl.getHost() == null || !isHttp(publicUrl))) {
            throw new IllegalArgumentException("weir.web.public-url must be an http or https address: " + publicUrl);
        }
    }

    private static boolean isHttp(URI url) {
        return "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    }

    /**
     * Cross-origin requests.
     *
     * @param allowedOrigins the exact origins, such as {@code https://player.example}, whose pages may use the API with
     *     credentials; or {@code *} for all, without credentials
     * @param maxAge for how long a browser may remember that it was allowed
     */
    record Cors(
            @DefaultValue List<@Pattern(regexp = "\\*|https?://[^/]+") String> allowedOrigins,
            @DefaultValue("1h") @NotNull Duration maxAge) {}
}
