package live.weir.platform.stage;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.People;
import live.weir.platform.channel.StreamKeys;
import live.weir.platform.channel.Tokens;
import live.weir.platform.channel.ViewerPasses;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokenVerifier;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.IpAddresses;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.Performing;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.Watching;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@WeirTest
class StageAccessTest {

    private final StageAccess access;
    private final AccessTokens issuer;
    private final AccessTokenVerifier verifier;
    private final StreamKeys keys;
    private final ChannelService channels;
    private final ViewerPasses passes;
    private final Tokens tokens;
    private final Caller owner;
    private final Caller stranger;
    private final Caller admin;

    @Autowired
    StageAccessTest(
            StageAccess access,
            AccessTokens issuer,
            AccessTokenVerifier verifier,
            StreamKeys keys,
            ChannelService channels,
            ViewerPasses passes,
            Database database,
            WebTestClient client) {
        this.access = access;
        this.issuer = issuer;
        this.verifier = verifier;
        this.keys = keys;
        this.channels = channels;
        this.passes = passes;
        this.tokens = new Tokens(client, issuer);
        People people = new People(database);
        this.owner = people.performer(People.name());
        this.stranger = people.performer(People.name());
        this.admin = people.person(People.name(), Role.ADMIN);
    }

    @Test
    void the_owner_an_administrator_and_a_stream_key_perform_and_nobody_else() {
        String slug = channel("public");
        String key = streamKey(slug);
        Performing host = now(access.performer(slug, bearer(token(owner))));
        assertThat(host.who()).isEqualTo("account:" + owner.id());
        assertThat(host.channel().slug()).isEqualTo(slug);
        assertThat(host.name()).isEqualTo(owner.handle().toUpperCase(Locale.ROOT));
        assertThat(now(access.performer(slug, bearer(token(admin)))).name()).isEqualTo(admin.handle());
        assertThat(now(access.performer(slug, bearer(key))).who()).startsWith("key:");

        expect(Reason.FORBIDDEN, access.performer(slug, bearer(token(stranger))));
        expect(Reason.FORBIDDEN, access.performer(channel("public"), bearer(key)));
        expect(Reason.NOT_FOUND, access.performer(channel("private"), bearer(key)));
        expect(Reason.NOT_FOUND, access.performer("no-such-channel", bearer(key)));
        expect(Reason.UNAUTHENTICATED, access.performer(slug, bearer(key.substring(0, key.length() - 1) + "~")));
        expect(Reason.UNAUTHENTICATED, access.performer(slug, bearer("nonsense")));
        expect(Reason.UNAUTHENTICATED, access.performer(slug, bearer(null)));
        expect(Reason.NOT_FOUND, access.performer("no-such-channel", bearer(token(owner))));
        expect(Reason.NOT_FOUND, access.performer("No Slug", bearer(token(owner))));
    }

    @Test
    void everybody_watches_public_and_unlisted_channels_and_limits_count_by_account_or_network() {
        for (String visibility : List.of("public", "unlisted")) {
            String slug = channel(visibility);
            Watching anonymous = now(access.viewer(slug, from("2001:db8:1:2:3::4")));
            assertThat(anonymous.who()).isNull();
            assertThat(anonymous.name()).isEmpty();
            assertThat(anonymous.from()).isEqualTo("net:20010db800010002");
            assertThat(now(access.viewer(slug, from("192.0.2.9"))).from()).isEqualTo("net:192.0.2.9");
            Watching known = now(access.viewer(slug, bearer(token(stranger))));
            assertThat(known.who()).isEqualTo("account:" + stranger.id());
            assertThat(known.from()).isEqualTo(known.who());
            expect(Reason.UNAUTHENTICATED, access.viewer(slug, bearer("expired.or.forged")));
        }
    }

    @Test
    void a_private_channel_shows_itself_to_its_people_its_keys_and_good_passes_only() {
        String slug = channel("private");
        expect(Reason.NOT_FOUND, access.viewer(slug, bearer(null)));
        expect(Reason.NOT_FOUND, access.viewer(slug, bearer(token(stranger))));
        assertThat(now(access.viewer(slug, bearer(token(owner)))).who()).isNotNull();
        assertThat(now(access.viewer(slug, bearer(streamKey(slug)))).who()).isNull();
        String pass = pass(slug, Map.of("minutes", 5, "name", "Kim"));
        assertThat(now(access.viewer(slug, pass(pass))).channel().slug()).isEqualTo(slug);
        assertThat(now(access.viewer(slug, bearer(pass))).who()).isNull(); // a player that knows bearers only
        assertThat(now(access.viewer(slug, new Credentials(token(stranger), pass, loopback(), Map.of())))
                        .who())
                .isNotNull();

        expect(Reason.NOT_FOUND, access.viewer(channel("private"), pass(pass)));
        expect(Reason.NOT_FOUND, access.viewer(slug, pass(tampered(pass))));
        expect(Reason.NOT_FOUND, access.viewer(slug, pass("wvp_")));
    }

    @Test
    void a_pass_may_be_used_as_often_as_it_says_and_all_end_when_they_are_revoked() {
        String slug = channel("private");
        String twice = pass(slug, Map.of("minutes", 43_200, "uses", 2));
        String often = pass(slug, Map.of("minutes", 1));
        assertThat(now(access.viewer(slug, pass(twice)))).isNotNull();
        assertThat(now(access.viewer(slug, pass(twice)))).isNotNull();
        expect(Reason.FORBIDDEN, access.viewer(slug, pass(twice)));
        assertThat(now(access.viewer(slug, pass(often)))).isNotNull();

        tokens.as(stranger)
                .delete()
                .uri(passesOf(slug))
                .exchange()
                .expectStatus()
                .isNotFound();
        tokens.as(owner).delete().uri(passesOf(slug)).exchange().expectStatus().isNoContent();
        expect(Reason.NOT_FOUND, access.viewer(slug, pass(often)));
        assertThat(now(access.viewer(slug, pass(pass(slug, Map.of("minutes", 1))))))
                .isNotNull();
        expect(Reason.NOT_FOUND, access.viewer(slug, pass(often)));
    }

    @Test
    void only_the_owner_gives_passes_and_faults_are_named() {
        String slug = channel("private");
        tokens.as(stranger)
                .post()
                .uri(passesOf(slug))
                .bodyValue(Map.of("minutes", 1))
                .exchange()
                .expectStatus()
                .isNotFound();
        tokens.as(owner)
                .post()
                .uri(passesOf(slug))
                .bodyValue(Map.of("minutes", 43_201, "uses", 0, "name", "x".repeat(61)))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(3);
    }

    @Test
    void a_guest_finds_a_private_channel_by_its_invitation_and_has_a_name_if_signed_in() {
        String slug = channel("private");
        assertThat(now(access.guest(slug, bearer(null))).name()).isEmpty();
        assertThat(now(access.guest(slug, bearer(token(stranger)))).name()).isEqualTo(stranger.handle());
        expect(Reason.NOT_FOUND, access.guest("no-such-channel", bearer(null)));
        expect(Reason.UNAUTHENTICATED, access.guest(slug, bearer("nonsense")));
    }

    @Test
    void countries_and_networks_are_let_in_or_not() {
        String slug = channel("public");
        StageAccess fenced = fenced(new AdmissionSettings(
                "CF-IPCountry", List.of("de", "PT"), List.of(), List.of(), List.of("192.0.2.0/24")));
        assertThat(now(fenced.viewer(slug, fromCountry("198.51.100.1", "DE")))).isNotNull();
        expect(Reason.FORBIDDEN, fenced.viewer(slug, fromCountry("198.51.100.1", "FR")));
        expect(Reason.FORBIDDEN, fenced.viewer(slug, from("198.51.100.1"))); // of whom no country is known
        expect(Reason.FORBIDDEN, fenced.viewer(slug, fromCountry("192.0.2.7", "DE")));
        StageAccess denying = fenced(new AdmissionSettings(
                "CF-IPCountry", List.of(), List.of("FR"), List.of("2001:db8::/32", "198.51.100.0/24"), List.of()));
        assertThat(now(denying.viewer(slug, from("2001:db8::1")))).isNotNull();
        expect(Reason.FORBIDDEN, denying.viewer(slug, fromCountry("198.51.100.1", "fr")));
        expect(Reason.FORBIDDEN, denying.viewer(slug, from("203.0.113.1")));
        expect(Reason.FORBIDDEN, denying.performer(slug, fromCountry("203.0.113.1", "DE")));
    }

    @Test
    void lists_of_countries_need_a_header_and_codes() {
        assertThatThrownBy(() -> new AdmissionSettings(null, List.of("DE"), List.of(), List.of(), List.of()))
                .hasMessageContaining("weir.admission.country-header");
        assertThatThrownBy(() -> new AdmissionSettings("X", List.of("Germany"), List.of(), List.of(), List.of()))
                .hasMessageContaining("two letters");
        assertThatThrownBy(() -> new AdmissionSettings(null, List.of(), List.of(), List.of("10/8"), List.of()))
                .hasMessageContaining("weir.admission.allow-networks");
    }

    private StageAccess fenced(AdmissionSettings settings) {
        return new PlatformStageAccess(verifier, keys, channels, passes, new Admission(settings));
    }

    private static void expect(Reason reason, Mono<?> refused) {
        assertThatThrownBy(() -> now(refused))
                .isInstanceOfSatisfying(
                        StageRefused.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private String channel(String visibility) {
        String slug = People.name();
        tokens.as(owner)
                .post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", slug, "title", "Title", "visibility", visibility))
                .exchange()
                .expectStatus()
                .isCreated();
        return slug;
    }

    private String streamKey(String slug) {
        return made("/api/v1/channels/" + slug + "/stream-keys", Map.of(), "key");
    }

    private String pass(String slug, Map<String, Object> wanted) {
        return made(passesOf(slug), wanted, "pass");
    }

    private String made(String uri, Map<String, Object> wanted, String field) {
        Map<?, ?> body = Objects.requireNonNull(tokens.as(owner)
                .post()
                .uri(uri)
                .bodyValue(wanted)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        return String.valueOf(body.get(field));
    }

    private static String passesOf(String slug) {
        return "/api/v1/channels/" + slug + "/viewer-passes";
    }

    private static String tampered(String pass) {
        char[] letters = pass.toCharArray();
        letters[20] = letters[20] == 'A' ? 'B' : 'A';
        return String.valueOf(letters);
    }

    private String token(Caller caller) {
        return now(issuer.issue(caller, 0)).value();
    }

    private static Credentials bearer(@Nullable String bearer) {
        return new Credentials(bearer, null, loopback(), Map.of());
    }

    private static Credentials pass(String pass) {
        return new Credentials(null, pass, loopback(), Map.of());
    }

    private static Credentials from(String address) {
        return new Credentials(null, null, address(address), Map.of());
    }

    private static Credentials fromCountry(String address, String country) {
        return new Credentials(null, null, address(address), Map.of("cf-ipcountry", country));
    }

    private static InetAddress address(String literal) {
        return Objects.requireNonNull(IpAddresses.parse(literal));
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
