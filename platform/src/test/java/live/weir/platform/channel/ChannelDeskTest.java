package live.weir.platform.channel;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.EntityTag;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@WeirTest
class ChannelDeskTest {

    private final ChannelDesk desk;
    private final ChannelService service;
    private final ChannelCache cache;
    private final People people;

    @Autowired
    ChannelDeskTest(ChannelDesk desk, ChannelService service, ChannelCache cache, Database database) {
        this.desk = desk;
        this.service = service;
        this.cache = cache;
        this.people = new People(database);
    }

    @Test
    void a_channel_is_created_as_asked_for_and_normalised() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        String body = text(now(desk.create(
                anna, new NewChannel("  " + slug.toUpperCase(Locale.ROOT), " Cafe\u0301 ", "a\r\nb", "EN-us", null))));

        assertThat(body)
                .contains("\"slug\":\"" + slug + "\"")
                .contains("\"title\":\"Caf\u00e9\"")
                .contains("\"description\":\"a\\nb\"")
                .contains("\"language\":\"en-US\"")
                .contains("\"visibility\":\"public\"")
                .contains("\"live\":false")
                .contains("\"owner\":{\"handle\":\"" + anna.handle() + "\",\"displayName\":");
    }

    @Test
    void the_tag_of_a_write_is_the_tag_of_the_read_that_follows() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        Representation created = now(desk.create(anna, channel(slug)));
        assertThat(now(cache.view(slug)).etag()).isEqualTo(created.tag().header());
        Representation changed = change(anna, slug, Map.of("title", "Other"));
        assertThat(now(cache.view(slug)).etag()).isEqualTo(changed.tag().header());
        assertThat(now(cache.view(slug)).bytes()).isEqualTo(changed.body());
        assertThat(changed.tag()).isNotEqualTo(created.tag());
    }

    @Test
    void only_performers_have_channels() {
        Caller viewer = people.person(People.name(), Role.VIEWER);
        assertProblem(desk.create(viewer, channel(People.name())), 403, "forbidden");
    }

    @Test
    void of_fifty_who_ask_for_one_slug_at_once_one_gets_it() {
        String slug = People.name();
        List<Caller> crowd = IntStream.range(0, 50)
                .mapToObj(i -> people.performer(People.name()))
                .toList();

        List<String> results = Flux.fromIterable(crowd)
                .flatMap(
                        one -> desk.create(one, channel(slug))
                                .map(made -> "made")
                                .onErrorResume(ChannelDeskTest::type),
                        50)
                .collectList()
                .block();

        assertThat(results).filteredOn("made"::equals).hasSize(1);
        assertThat(results).filteredOn("urn:weir:problem:slug-taken"::equals).hasSize(49);
    }

    @Test
    void an_account_that_asks_for_many_channels_at_once_gets_no_more_than_its_limit() {
        Caller anna = people.performer(People.name());
        List<String> results = Flux.range(0, 40)
                .flatMap(
                        i -> desk.create(anna, channel(People.name()))
                                .map(made -> "made")
                                .onErrorResume(ChannelDeskTest::type),
                        40)
                .collectList()
                .block();

        assertThat(results).filteredOn("made"::equals).hasSize(20);
        assertThat(results)
                .filteredOn("urn:weir:problem:too-many-channels"::equals)
                .hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table channels; --",
                "\" or 1=1 --",
                "$1",
                ":slug",
                "?",
                "x'); delete from accounts; --",
                "\\'; select pg_sleep(10); --",
                "${jndi:ldap://x}",
                "%' or '1'='1",
                "{\"a\":1}"
            })
    void sql_in_a_text_is_text(String text) {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        desk.create(anna, new NewChannel(slug, text, text, null, null)).block();
        change(anna, slug, Map.of("description", text + text));
        assertThat(view(slug).title()).isEqualTo(text);
        assertThat(view(slug).description()).isEqualTo(text + text);
        assertProblem(desk.delete(anna, text), 404, "not-found");
        assertProblem(desk.create(anna, channel(text)), 400, "validation");
        assertThat(service.find(text, anna).blockOptional()).isEmpty();
        assertThat(now(service.find(slug, null)).title()).isEqualTo(text);
    }

    static Stream<NewChannel> faulty() {
        return Stream.of(
                new NewChannel(null, "t", null, null, null),
                new NewChannel("ab", "t", null, null, null),
                new NewChannel("a".repeat(41), "t", null, null, null),
                new NewChannel("-abc", "t", null, null, null),
                new NewChannel("abc-", "t", null, null, null),
                new NewChannel("a--b", "t", null, null, null),
                new NewChannel("a_b", "t", null, null, null),
                new NewChannel("\u00e4bc", "t", null, null, null),
                new NewChannel("studio", "t", null, null, null),
                new NewChannel("DEMO", "t", null, null, null),
                new NewChannel("fine", null, null, null, null),
                new NewChannel("fine", " \u200b\u00a0 ", null, null, null),
                new NewChannel("fine", "a\u0007b", null, null, null),
                new NewChannel("fine", "a\nb", null, null, null),
                new NewChannel("fine", "a\u2028b", null, null, null),
                new NewChannel("fine", "a\u202eb", null, null, null),
                new NewChannel("fine", "a\u2066b", null, null, null),
                new NewChannel("fine", "a\ud800b", null, null, null),
                new NewChannel("fine", "t".repeat(121), null, null, null),
                new NewChannel("fine", "t", "d".repeat(4001), null, null),
                new NewChannel("fine", "t", "a\u0000", null, null),
                new NewChannel("fine", "t", null, "not a language", null),
                new NewChannel("fine", "t", null, "en-" + "a".repeat(40), null),
                new NewChannel("fine", "t", null, null, "secret"),
                new NewChannel("fine", "t", null, null, ""));
    }

    @ParameterizedTest
    @MethodSource("faulty")
    void what_is_not_valid_is_refused(NewChannel channel) {
        assertProblem(desk.create(people.performer(People.name()), channel), 400, "validation");
    }

    @Test
    void all_faults_are_named_at_once() {
        assertThatThrownBy(() -> new NewChannel("A B", "", "\u202e", "??", "x").checked())
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.body(Optional.empty()))
                                .extractingByKey("errors")
                                .asString()
                                .contains("/slug", "/title", "/description", "/language", "/visibility"));
    }

    @Test
    void the_longest_texts_are_accepted_counted_in_characters() {
        Caller anna = people.performer(People.name());
        String slug = "a".repeat(28) + People.name().substring(0, 12);
        desk.create(anna, new NewChannel(slug, "\ud83d\ude00".repeat(120), "\ud83d\ude00".repeat(4000), "", "unlisted"))
                .block();
        assertThat(now(service.find(slug, null)).visibility()).isEqualTo(Visibility.UNLISTED);
    }

    @Test
    void a_patch_changes_what_it_names_and_nothing_else() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        desk.create(anna, new NewChannel(slug, "Title", "Text", "de", "unlisted"))
                .block();

        Map<String, @Nullable Object> patch = new HashMap<>();
        patch.put("description", null);
        patch.put("title", "New");
        change(anna, slug, patch);

        ChannelView view = view(slug);
        assertThat(view.title()).isEqualTo("New");
        assertThat(view.description()).isEmpty();
        assertThat(view.language()).isEqualTo("de");
        assertThat(view.visibility()).isEqualTo(Visibility.UNLISTED);
        assertThat(view.updatedAt()).isAfter(view.createdAt());
    }

    static Stream<Map<String, @Nullable Object>> faultyPatches() {
        Map<String, @Nullable Object> noTitle = new HashMap<>();
        noTitle.put("title", null);
        Map<String, @Nullable Object> noVisibility = new HashMap<>();
        noVisibility.put("visibility", null);
        return Stream.of(
                noTitle,
                noVisibility,
                Map.of("slug", "other"),
                Map.of("title", 7),
                Map.of("owner", "me"),
                Map.of("title", List.of()));
    }

    @ParameterizedTest
    @MethodSource("faultyPatches")
    void a_patch_that_is_not_valid_changes_nothing(Map<String, @Nullable Object> patch) {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        Representation before = now(desk.create(anna, channel(slug)));
        assertProblem(desk.change(anna, slug, new ChannelPatch(patch), tag -> {}), 400, "validation");
        assertThat(now(cache.view(slug)).etag()).isEqualTo(before.tag().header());
    }

    @Test
    void a_patch_that_changes_nothing_keeps_the_tag() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        Representation before = now(desk.create(anna, channel(slug)));
        assertThat(change(anna, slug, Map.of("title", "Title")).tag()).isEqualTo(before.tag());
    }

    @Test
    void patches_that_meet_are_all_applied() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        desk.create(anna, channel(slug)).block();
        Flux.just("title", "description", "language")
                .flatMap(field -> desk.change(
                        anna,
                        slug,
                        new ChannelPatch(Map.of(field, "language".equals(field) ? "fr" : "new")),
                        tag -> {}))
                .blockLast();
        ChannelView view = view(slug);
        assertThat(List.of(view.title(), view.description(), view.language())).containsExactly("new", "new", "fr");
    }

    @Test
    void of_ten_patches_that_name_the_same_state_one_is_applied() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        EntityTag seen = now(desk.create(anna, channel(slug))).tag();
        List<String> results = Flux.range(0, 10)
                .flatMap(i -> desk.change(anna, slug, new ChannelPatch(Map.of("title", "T" + i)), tag -> {
                            if (!tag.equals(seen)) {
                                throw Problem.of(HttpStatus.PRECONDITION_FAILED, "precondition-failed", "", "");
                            }
                        })
                        .map(done -> "done")
                        .onErrorResume(ChannelDeskTest::type))
                .collectList()
                .block();
        assertThat(results).filteredOn("done"::equals).hasSize(1);
        assertThat(results)
                .filteredOn("urn:weir:problem:precondition-failed"::equals)
                .hasSize(9);
    }

    @Test
    void a_deleted_channel_is_gone_and_its_slug_is_free() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        desk.create(anna, channel(slug)).block();
        assertThat(service.find(slug, null).blockOptional()).isPresent();
        desk.delete(anna, slug).block();
        assertThat(service.find(slug, null).blockOptional()).isEmpty();
        assertThat(now(cache.view(slug)).isPresent()).isFalse();
        desk.create(people.performer(People.name()), channel(slug)).block();
        assertThat(service.find(slug, null).blockOptional()).isPresent();
    }

    private Representation change(Caller caller, String slug, Map<String, @Nullable Object> patch) {
        return now(desk.change(caller, slug, new ChannelPatch(patch), tag -> {}));
    }

    private ChannelView view(String slug) {
        return Objects.requireNonNull(now(cache.view(slug)).value());
    }

    private static NewChannel channel(String slug) {
        return new NewChannel(slug, "Title", null, null, null);
    }

    private static String text(Representation made) {
        return new String(made.body(), StandardCharsets.UTF_8);
    }

    private static Mono<String> type(Throwable error) {
        return error instanceof Problem problem ? Mono.just(problem.type().toString()) : Mono.error(error);
    }

    private static void assertProblem(Mono<?> work, int status, String slug) {
        assertThatThrownBy(work::block).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status().value()).isEqualTo(status);
            assertThat(problem.type()).hasToString("urn:weir:problem:" + slug);
        });
    }
}
