package live.weir.platform.security;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import reactor.core.publisher.Flux;

/** Nodes of one service, each with its own view of the same table, at times that the test chooses. */
@WeirTest
@DirtiesContext
class KeySuccessionTest {

    private static final String MASTER = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    @Autowired
    private SigningKeyStore store;

    @Autowired
    private SigningThreads threads;

    @Autowired
    private SecuritySettings settings;

    @Autowired
    private Database database;

    private SigningKeys node(Instant at, SecuritySettings with) {
        return new SigningKeys(store, threads, new KeySeal(with.masterKey()), with, Clock.fixed(at, ZoneOffset.UTC));
    }

    private SecuritySettings sealing() {
        return new SecuritySettings(
                settings.issuer(),
                settings.tokenLife(),
                settings.keyRotation(),
                MASTER,
                true,
                settings.passwords(),
                null);
    }

    @Test
    void a_key_signs_when_it_has_settled_verifies_while_its_tokens_live_and_is_sealed_on_wish() {
        Instant start = Instant.now();
        SigningKeys first = node(start, settings);
        done(first.keep());
        String old = first.signing().id();

        Instant due = start.plus(Duration.ofDays(31));
        List<SigningKeys> nodes = List.of(node(due, settings), node(due, settings), node(due, settings));
        done(Flux.fromIterable(nodes).flatMap(SigningKeys::keep).then());
        assertThat(now(store.all())).as("three nodes made one key").hasSize(2);
        assertThat(nodes.get(0).signing().id()).isEqualTo(old);

        SigningKeys settled = node(due.plus(Duration.ofMinutes(5)), settings);
        done(settled.keep());
        assertThat(settled.signing().id()).isNotEqualTo(old);
        assertThat(now(settled.find(old)).id()).isEqualTo(old);

        Instant later = due.plus(Duration.ofDays(31));
        done(node(later, settings).keep());
        assertThat(now(store.all()).stream().map(StoredKey::id)).doesNotContain(old);

        SigningKeys sealing = node(later, sealing());
        done(sealing.sealAll().then(sealing.keep()));
        assertThat(now(store.all())).allSatisfy(key -> assertThat(key.jwk()).startsWith("sealed:"));
        assertThat(sealing.publicKeys().size()).isEqualTo(now(store.all()).size());
        done(database.write(client -> client.sql("delete from signing_keys").then()));
    }
}
