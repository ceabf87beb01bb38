package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One node, and those who strain it: with old tokens, by not reading, and by coming all at once. */
class ChatStrainTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_FROM_HERE = 600;
    private static final int FLOOD = 2_000;

    /** More than what the kernel keeps for a connection (4 MB), in events of 8 KB. */
    private static final int MOST_EVENTS = 1_500;

    private static final String LONG_TEXT = "~".repeat(8_000);

    private static TestNode node;
    private static MeterRegistry meters;

    @BeforeAll
    static void start() {
        TestServers servers = TestServers.shared();
        node = TestNode.start(
                servers.freshPostgresUrl(),
                servers.freshRedisUrl(),
                "--weir.demo=false",
                "--weir.limits.enabled=false", // of requests; that of connections is what is tried here
                "--weir.security.token-life=8s",
                "--weir.web.max-connections-per-address=" + MOST_FROM_HERE);
        meters = node.bean(MeterRegistry.class);
        node.register("ada");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String room(String slug) {
        node.createChannel(node.signIn("ada"), slug, "Ada paints");
        return slug;
    }

    /** As long as it likes, for the room says it itself. */
    private static void tell(String slug, String id, String text) {
        Room room = now(node.bean(ChannelService.class)
                .bySlug(slug)
                .flatMap(channel -> node.bean(Rooms.class).open(channel)));
        SystemEvent event = new SystemEvent(0, id, "live", Instant.now().truncatedTo(ChronoUnit.MILLIS), text);
        room.execute(() -> room.talk().happen(event, id, 0, seq -> room.writeDown(event, seq)));
    }

    private static double count(String name, String... tags) {
        Counter counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    private static double shownOutAsSlow() {
        return count("weir.chat.closed", "reason", "slow");
    }

    @Test
    void a_token_that_expires_on_an_open_socket_reads_on_and_a_fresh_one_writes_again() throws Exception {
        String slug = room("expiry");
        String token = node.signIn("ada");
        Instant expiry = expiry(token);
        try (Visitor ada = Visitor.in(node.base(), slug, token)) {
            ada.say("a1", "In time");
            assertThat(ada.awaitOutcome("a1").get("type").asString()).isEqualTo("ack");

            eventually(() -> assertThat(Instant.now()).isAfter(expiry));
            ada.say("a2", "Too late");
            assertUnauthenticated(ada.awaitOutcome("a2"));
            tell(slug, "s1", "Still heard");
            ada.awaitText("Still heard");
            ada.send("{'type':'sign-in','token':'" + token + "','ref':'old'}");
            assertUnauthenticated(ada.awaitOutcome("old"));

            ada.send("{'type':'sign-in','token':'" + node.signIn("ada") + "','ref':'fresh'}");
            assertThat(ada.awaitOutcome("fresh").get("type").asString()).isEqualTo("signed-in");
            ada.say("a2", "Once more");
            assertThat(ada.awaitOutcome("a2").get("type").asString()).isEqualTo("ack");
            ada.awaitText("Once more");
            assertThat(ada.heard())
                    .noneMatch(message -> message.path("text").asString().equals("Too late"));
        }
    }

    private static Instant expiry(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return Instant.ofEpochSecond(JSON.readTree(claims).get("exp").asLong());
    }

    private static void assertUnauthenticated(JsonNode refused) {
        assertThat(refused.get("type").asString()).isEqualTo("refused");
        assertThat(refused.at("/problem/type").asString()).isEqualTo("urn:weir:problem:unauthenticated");
        assertThat(refused.at("/problem/status").asInt()).isEqualTo(401);
    }

    @Test
    void who_does_not_read_misses_what_does_not_fit_is_told_so_or_shown_out_and_nobody_else_notices() throws Exception {
        String slug = room("slow");
        double slowBefore = shownOutAsSlow();
        double skippedBefore = count("weir.chat.skipped");
        try (RawSocket pausing = RawSocket.in(node.base(), slug);
                RawSocket never = RawSocket.in(node.base(), slug);
                Visitor other = Visitor.in(node.base(), slug, null)) {
            long last = pausing.await("welcome").get("seq").asLong();
            pausing.await("page");
            never.await("page");

            int told = 0;
            while (count("weir.chat.skipped") == skippedBefore) {
                assertThat(told)
                        .as("what was told until something was left out")
                        .isLessThan(MOST_EVENTS);
                told = tellMore(slug, told, other);
            }
            assertEverythingUntilTheGap(pausing, last, other, slug, told);

            eventually(() -> assertThat(shownOutAsSlow()).isGreaterThan(slowBefore));
            other.await(message -> message.path("text").asString().equals("The end"), "the end");
            assertThat(other.heard())
                    .noneMatch(message -> message.path("type").asString().equals("gap"));
        }
    }

    private static int tellMore(String slug, int told, Visitor other) {
        int more = told + 20;
        for (int i = told; i < more; i++) {
            tell(slug, "e" + i, i + LONG_TEXT);
        }
        other.await(message -> message.path("id").asString().equals("e" + (more - 1)), "event " + (more - 1));
        return more;
    }

    /** All in order, then a gap that begins where it ends, then what comes after the gap; or the door, on a slow machine. */
    private static void assertEverythingUntilTheGap(RawSocket pausing, long start, Visitor other, String slug, int told)
            throws IOException {
        long last = start;
        JsonNode next = pausing.next();
        while (next != null && !isOneOf(next, "gap", "bye")) {
            if (isOneOf(next, "system")) {
                last++;
                assertThat(next.get("seq").asLong()).isEqualTo(last);
            }
            next = pausing.next();
        }
        tell(slug, "end", "The end");
        if (next != null && isOneOf(next, "gap")) {
            assertThat(next.get("from").asLong()).isEqualTo(last + 1);
            long to = next.get("to").asLong();
            assertThat(to).isGreaterThan(last);
            JsonNode after = pausing.await("system");
            assertThat(after.get("seq").asLong()).isEqualTo(to + 1);
        } else {
            assertThat(pausing.next()).isNull();
            assertThat(pausing.closeCode()).isEqualTo(ChatSocket.TOO_SLOW);
        }
        assertThat(other.heard().size()).isGreaterThanOrEqualTo(told - told / 20 - 1);
    }

    private static boolean isOneOf(JsonNode message, String... types) {
        return List.of(types).contains(message.path("type").asString());
    }

    @Test
    void who_asks_for_more_than_it_reads_is_shown_out() throws Exception {
        String slug = room("greedy");
        try (Visitor other = Visitor.in(node.base(), slug, null)) {
            int told = 0;
            while (told < 100) {
                told = tellMore(slug, told, other);
            }
        }
        eventually(() -> assertThat(new String(
                        node.get("/api/v1/channels/" + slug + "/chat?limit=1")
                                .expectBody()
                                .returnResult()
                                .getResponseBody(),
                        StandardCharsets.UTF_8))
                .contains("\"e99\""));
        double before = shownOutAsSlow();
        try (RawSocket greedy = RawSocket.in(node.base(), slug)) {
            greedy.await("page");
            for (int i = 0; i < 15; i++) {
                greedy.send("{\"type\":\"history\",\"limit\":100,\"ref\":\"h\"}"); // 800 KB each
            }
            eventually(() -> assertThat(shownOutAsSlow()).isGreaterThan(before));
        }
    }

    @Test
    void of_a_flood_from_one_address_as_many_come_in_as_may_and_the_node_serves_on() throws Exception {
        String slug = room("flood");
        AtomicInteger heard = new AtomicInteger();
        double refusedBefore = count("weir.web.connections.refused", "reason", "address");
        List<CompletableFuture<WebSocket>> crowd = rush(slug, heard);
        List<WebSocket> inside = crowd.stream()
                .filter(one -> !one.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
        try {
            assertThat(inside).hasSizeBetween(MOST_FROM_HERE / 2, MOST_FROM_HERE);
            assertThat(count("weir.web.connections.refused", "reason", "address") - refusedBefore)
                    .isGreaterThanOrEqualTo(FLOOD - inside.size());
            crowd.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .forEach(one -> assertThat(failure(one)).isInstanceOf(IOException.class));
            eventually(() ->
                    assertThat(meters.get("weir.chat.sockets").gauge().value()).isGreaterThanOrEqualTo(inside.size()));
            tell(slug, "all", "To all of you");
            eventually(() -> assertThat(heard).hasValue(inside.size()));
        } finally {
            inside.forEach(WebSocket::abort);
        }
        eventually(
                () -> assertThat(meters.get("weir.web.connections.open").gauge().value())
                        .isLessThan(MOST_FROM_HERE / 2.0));
        node.get("/actuator/health").expectStatus().isOk();
        try (Visitor ada = Visitor.in(node.base(), slug, node.signIn("ada"))) {
            ada.say("a1", "Quiet again");
            assertThat(ada.awaitOutcome("a1").get("type").asString()).isEqualTo("ack");
        }
    }

    /** All at once; gives them when each is in or out. */
    private static List<CompletableFuture<WebSocket>> rush(String slug, AtomicInteger heard) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI door = URI.create(node.base().replaceFirst("^http", "ws") + "/ws/chat/" + slug);
        List<CompletableFuture<WebSocket>> crowd = IntStream.range(0, FLOOD)
                .mapToObj(i -> client.newWebSocketBuilder()
                        .subprotocols("weir.chat.v1")
                        .buildAsync(door, new Ear(heard)))
                .toList();
        CompletableFuture.allOf(crowd.toArray(CompletableFuture<?>[]::new))
                .handle((done, some) -> true)
                .get(2, TimeUnit.MINUTES);
        return crowd;
    }

    private static Throwable failure(CompletableFuture<WebSocket> of) {
        try {
            throw new AssertionError("It is open: " + of.join());
        } catch (CompletionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }

    /** Counts who heard what was told to all. */
    private record Ear(AtomicInteger heard) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            // Late ones find it in their page.
            if (data.toString().contains("To all of you")) {
                heard.incrementAndGet();
            }
            from.request(1);
            return null;
        }
    }
}
