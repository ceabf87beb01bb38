package live.weir.platform.audience;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.People;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.testing.WeirTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The curve as it is written, added up, and shown. */
@WeirTest
class AudienceApiTest {

    /** Not before this month's partition, and whole steps of all sizes but the day. */
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private final AudienceRepository repository;
    private final WebTestClient client;
    private final AccessTokens tokens;
    private final Caller owner;
    private final Caller kim;
    private final Caller admin;
    private final String slug = People.name();
    private final ChannelId channel;

    @Autowired
    AudienceApiTest(
            AudienceRepository repository,
            Database database,
            WebTestClient client,
            AccessTokens tokens,
            ChannelService channels) {
        this.repository = repository;
        this.client = client;
        this.tokens = tokens;
        People people = new People(database);
        this.owner = people.performer(People.name());
        this.kim = people.performer(People.name());
        this.admin = people.person(People.name(), Role.ADMIN);
        open(Map.of("slug", slug, "title", "Ada paints"));
        this.channel = now(channels.find(slug, owner)).id();
    }

    private void open(Map<String, String> form) {
        as(owner)
                .post()
                .uri("/api/v1/channels")
                .bodyValue(form)
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private WebTestClient as(@Nullable Caller who) {
        return who == null
                ? client
                : client.mutate()
                        .defaultHeader(
                                HttpHeaders.AUTHORIZATION,
                                "Bearer " + now(tokens.issue(who, 0)).value())
                        .build();
    }

    private WebTestClient.ResponseSpec ask(@Nullable Caller who, String query) {
        return as(who).get()
                .uri("/api/v1/channels/" + slug + "/audience" + query)
                .exchange();
    }

    private static Tellings.Telling telling(AudienceLine... lines) {
        return new Tellings.Telling(UUID.randomUUID(), Instant.now(), List.of(lines));
    }

    private AudienceLine line(int minute, int stage, int hls, int chat, int messages, int scored, double sentiment) {
        Instant at = hour.plusSeconds(60L * minute);
        return new AudienceLine(
                at, channel.value(), stage, hls, chat, messages, Math.min(messages, 2), 1, scored, sentiment);
    }

    private List<AudiencePoint> points(String step) {
        return now(repository.curve(
                channel,
                AudienceRange.of(hour.toString(), hour.plusSeconds(3_600).toString(), step, hour)));
    }

    @Test
    void what_nodes_tell_is_one_line_and_a_telling_that_comes_twice_counts_once() {
        Tellings.Telling one = telling(line(0, 4, 0, 9, 3, 2, 1.5), line(1, 1, 0, 9, 0, 0, 0));
        done(repository.tell(one));
        done(repository.tell(telling(line(0, 0, 30, 8, 1, 0, 0), line(0, 0, 29, 8, 1, 0, 0))));
        done(repository.tell(one));

        assertThat(points("1m"))
                .extracting(
                        AudiencePoint::at,
                        AudiencePoint::stage,
                        AudiencePoint::hls,
                        AudiencePoint::chat,
                        AudiencePoint::messages,
                        AudiencePoint::speakers,
                        AudiencePoint::reactions,
                        AudiencePoint::scored,
                        AudiencePoint::sentiment)
                .containsExactly(
                        tuple(hour, 4, 30, 9, 5L, 4, 3L, 2L, 0.75),
                        tuple(hour.plusSeconds(60), 1, 0, 9, 0L, 0, 1L, 0L, null));
        done(repository.forgetTellings());
        done(repository.tell(one));
        assertThat(points("1h")).as("young names are kept").hasSize(1).first().satisfies(whole -> {
            assertThat(whole.messages()).isEqualTo(5);
            assertThat(whole.stage()).isEqualTo(4);
            assertThat(whole.sentiment()).isEqualTo(0.75);
        });
    }

    @Test
    void the_owner_sees_peaks_and_sums_of_each_step_and_nothing_where_nobody_was() {
        done(repository.tell(
                telling(line(5, 2, 10, 3, 4, 2, -1), line(7, 6, 9, 1, 2, 2, -0.4), line(21, 1, 0, 0, 0, 0, 0))));
        String query = "?from=" + hour + "&to=" + hour.plusSeconds(1_799) + "&step=5m";
        ask(owner, query)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=30, private")
                .expectHeader()
                .valueMatches(HttpHeaders.VARY, "(?i).*authorization.*")
                .expectBody()
                .jsonPath("$.from")
                .isEqualTo(hour.toString())
                .jsonPath("$.to")
                .isEqualTo(hour.plusSeconds(1_800).toString())
                .jsonPath("$.step")
                .isEqualTo("5m")
                .jsonPath("$.points.length()")
                .isEqualTo(2)
                .jsonPath("$.points[0].at")
                .isEqualTo(hour.plusSeconds(300).toString())
                .jsonPath("$.points[0].stage")
                .isEqualTo(6)
                .jsonPath("$.points[0].hls")
                .isEqualTo(10)
                .jsonPath("$.points[0].chat")
                .isEqualTo(3)
                .jsonPath("$.points[0].messages")
                .isEqualTo(6)
                .jsonPath("$.points[0].speakers")
                .isEqualTo(2)
                .jsonPath("$.points[0].reactions")
                .isEqualTo(2)
                .jsonPath("$.points[0].scored")
                .isEqualTo(4)
                .jsonPath("$.points[0].sentiment")
                .isEqualTo(-0.35)
                .jsonPath("$.points[1].at")
                .isEqualTo(hour.plusSeconds(1_200).toString())
                .jsonPath("$.points[1].sentiment")
                .isEmpty();
        ask(admin, query).expectStatus().isOk();
    }

    @Test
    void others_are_not_told() {
        ask(kim, "").expectStatus().isForbidden();
        ask(null, "").expectStatus().isUnauthorized();
        String hidden = People.name();
        open(Map.of("slug", hidden, "title", "Nobody's business", "visibility", "private"));
        for (String path : List.of(hidden, "nobody-at-all")) {
            as(kim).get()
                    .uri("/api/v1/channels/" + path + "/audience")
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from, ?from=yesterday",
        "to, ?to=2027",
        "from, ?from=-999999999-01-01T00:00:00Z",
        "to, ?to=9999-06-01T00:00:00Z",
        "from, ?from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z",
        "from, ?from=2027-01-01T00:00:00Z&to=2027-01-01T00:00:00Z",
        "from, ?from=2025-01-01T00:00:00Z&to=2027-01-01T00:00:00Z",
        "step, ?step=2m",
        "step, ?step=",
        "step, ?from=2027-01-01T00:00:00Z&to=2027-01-03T00:00:00Z&step=1m"
    })
    void what_cannot_be_answered_is_said_at_its_parameter(String parameter, String query) {
        Map<?, ?> problem = Objects.requireNonNull(ask(owner, query)
                .expectStatus()
                .isBadRequest()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        assertThat(problem.get("type")).isEqualTo("urn:weir:problem:validation");
        assertThat(problem.get("errors")).asString().contains("parameter=" + parameter);
    }

    @ParameterizedTest
    @CsvSource({"1, 1m", "8, 1m", "24, 5m", "168, 1h", "720, 1d", "8784, 1d"})
    void without_a_step_it_is_the_smallest_that_a_chart_can_show(long hours, String step) {
        Instant to = Instant.parse("2027-01-31T00:00:00Z");
        assertThat(AudienceRange.of(to.minusSeconds(hours * 3_600).toString(), to.toString(), null, to)
                        .step()
                        .word())
                .isEqualTo(step);
    }
}
