package live.weir.platform.channel;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import live.weir.platform.channel.ViewerPassKeyRepository.PassKey;
import live.weir.platform.channel.ViewerPasses.Verdict;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.Test;

/** A node whose operator has a master key: nobody who reads the database can make passes. */
class SealedPassesTest {

    private static final String SLUG = "sealed";
    private static final byte[] BEFORE = new byte[32];

    @Test
    void keys_of_passes_are_sealed_and_those_that_lay_readable_are_too_with_the_next_pass() {
        TestServers servers = TestServers.shared();
        try (TestNode node = TestNode.start(
                servers.freshPostgresUrl(),
                servers.freshRedisUrl(),
                "--weir.security.master-key=" + Base64.getEncoder().encodeToString(new byte[32]))) {
            node.register("petra");
            String token = node.signIn("petra");
            node.createChannel(token, SLUG, "Sealed");
            ChannelId channel =
                    now(node.bean(ChannelService.class).bySlug(SLUG)).id();
            ViewerPassKeyRepository keys = node.bean(ViewerPassKeyRepository.class);
            now(keys.ofOrElse(channel, new PassKey(Base64.getEncoder().encodeToString(BEFORE))));
            String old = new ViewerPass(7, Instant.now().plusSeconds(600), 0).signed(channel, BEFORE);
            ViewerPasses passes = node.bean(ViewerPasses.class);
            assertThat(now(passes.spend(channel, old))).isEqualTo(Verdict.GOOD);

            String given = given(node, token);

            assertThat(now(keys.of(channel)).text()).startsWith("sealed:");
            assertThat(now(passes.spend(channel, given))).isEqualTo(Verdict.GOOD);
            assertThat(now(passes.spend(channel, old))).isEqualTo(Verdict.GOOD);
        }
    }

    private static String given(TestNode node, String token) {
        Map<?, ?> body = Objects.requireNonNull(node.as(token)
                .post()
                .uri("/api/v1/channels/" + SLUG + "/viewer-passes")
                .bodyValue(Map.of("minutes", 5))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        return String.valueOf(body.get("pass"));
    }
}
