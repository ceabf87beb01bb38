package live.weir.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.unit.DataSize;

@NullMarked
class ClientAddressTest {

    private static final List<String> PROXIES = List.of("10.0.0.0/8", "192.0.2.1", "2001:db8:1::/48");

    @ParameterizedTest(name = "{0} forwarding for {1} is {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "203.0.113.9,    -,                                        203.0.113.9",
                "203.0.113.9,    198.51.100.1,                             203.0.113.9",
                "10.1.2.3,       -,                                        10.1.2.3",
                "10.1.2.3,       198.51.100.1,                             198.51.100.1",
                "10.1.2.3,       198.51.100.1:4711,                        198.51.100.1",
                "10.1.2.3,       '9.9.9.9, 198.51.100.1',                  198.51.100.1",
                "10.1.2.3,       '9.9.9.9,198.51.100.1 , 192.0.2.1',       198.51.100.1",
                "10.1.2.3,       '10.9.9.9, 192.0.2.1',                    10.9.9.9",
                "10.1.2.3,       'unknown, 192.0.2.1',                     192.0.2.1",
                "10.1.2.3,       '198.51.100.1, localhost',                10.1.2.3",
                "10.1.2.3,       '198.51.100.1,',                          10.1.2.3",
                "10.1.2.3,       '',                                       10.1.2.3",
                "192.0.2.2,      198.51.100.1,                             192.0.2.2",
                "2001:db8:1::7,  '[2001:db8:2::5]:443',                    2001:db8:2::5",
                "2001:db8:1::7,  ::ffff:198.51.100.1,                      198.51.100.1",
                "::ffff:10.1.2.3, 198.51.100.1,                            198.51.100.1",
                "2001:db8:2::7,  198.51.100.1,                             2001:db8:2::7",
            })
    void the_right_most_stranger_is_the_client(String peer, @Nullable String forwarded, String client) {
        assertThat(new ClientAddress(proxies()).of(request(peer, "X-Forwarded-For", forwarded)))
                .isEqualTo(address(client));
    }

    @Test
    void several_headers_are_one_list_and_a_long_one_is_read_only_so_far() {
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(address("10.0.0.1"), 1))
                .header("X-Forwarded-For", "198.51.100.1", "10.0.0.2")
                .build();
        assertThat(new ClientAddress(proxies()).of(request)).isEqualTo(address("198.51.100.1"));
        String endless = "198.51.100.1" + ",10.0.0.2".repeat(1000);
        assertThat(new ClientAddress(proxies()).of(request("10.0.0.1", "X-Forwarded-For", endless)))
                .isEqualTo(address("10.0.0.2"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "203.0.113.9, https,         http://weir.test:8080",
                "10.1.2.3,    https,         https://weir.test:8080",
                "10.1.2.3,    'http, https', https://weir.test:8080",
                "10.1.2.3,    gopher,        http://weir.test:8080",
                "10.1.2.3,    -,             http://weir.test:8080",
            })
    void the_outside_scheme_comes_from_trusted_proxies_only(String peer, @Nullable String proto, String origin) {
        PublicOrigin publicOrigin = new PublicOrigin(settings(null), proxies());
        MockServerHttpRequest request = request(peer, "X-Forwarded-Proto", proto);
        assertThat(publicOrigin.of(request)).isEqualTo(URI.create(origin));
        assertThat(publicOrigin.isHttps(request)).isEqualTo(origin.startsWith("https"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test/path", "a b", "x@y", "[::1", "a:b:c", "a:123456", "\"", ""})
    void a_host_that_is_none_goes_into_no_link(String host) {
        PublicOrigin publicOrigin = new PublicOrigin(settings(null), proxies());
        assertThat(publicOrigin.of(request("10.1.2.3", "X-Forwarded-Host", host)))
                .isIn(URI.create("http://localhost"), URI.create("http://weir.test:8080"));
    }

    @Test
    void a_configured_address_is_the_outside_address() {
        PublicOrigin publicOrigin = new PublicOrigin(settings(URI.create("https://weir.example/")), proxies());
        assertThat(publicOrigin.of(request("203.0.113.9", "X-Other", null)))
                .isEqualTo(URI.create("https://weir.example"));
        assertThat(publicOrigin.isHttps(request("203.0.113.9", "X-Other", null)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "::/129", "proxy.internal", "", "/8"})
    void a_network_that_is_none_stops_the_start(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpNetwork.parse(network));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "10.0.0.1/32, 10.0.0.1, true",
        "10.0.0.1/32, 10.0.0.0, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
    })
    void a_network_contains_what_shares_its_prefix(String network, String address, boolean contained) {
        assertThat(IpNetwork.parse(network).contains(address(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.4:",
                "1.2.3.4:x",
                "[::1",
                "[::1]x",
                "fe80::1%eth0",
                ":",
                "::1::",
                "1.2.3.4:123456"
            })
    void what_is_no_literal_is_no_address(String text) {
        assertThat(IpAddresses.parse(text)).isNull();
    }

    @Test
    void parsing_never_fails_otherwise() {
        Random random = new Random(7);
        String alphabet = "0123456789abcdef:.[]%/ x";
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(50); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            InetAddress address = IpAddresses.parse(text.toString());
            assertThat(address == null || address.getAddress().length >= 4).isTrue();
        }
    }

    private static TrustedProxies proxies() {
        return new TrustedProxies(settings(null));
    }

    private static WebSettings settings(@Nullable URI publicUrl) {
        return new WebSettings(
                publicUrl,
                PROXIES,
                DataSize.ofKilobytes(256),
                Duration.ofDays(1),
                new WebSettings.Cors(List.of(), Duration.ofHours(1)));
    }

    private static MockServerHttpRequest request(String peer, String header, @Nullable String value) {
        MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("http://weir.test:8080/")
                .header("Host", "weir.test:8080")
                .remoteAddress(new InetSocketAddress(address(peer), 4711));
        return (value == null ? request : request.header(header, value)).build();
    }

    private static InetAddress address(String literal) {
        return Objects.requireNonNull(IpAddresses.parse(literal), literal);
    }
}
