package live.weir.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static live.weir.load.chat.ChatDsl.chat;
import static live.weir.load.chat.ChatDsl.say;
import static live.weir.load.dsl.LoadDsl.leave;
import static live.weir.load.dsl.LoadDsl.stay;
import static live.weir.load.hls.HlsDsl.hls;
import static live.weir.load.hls.HlsDsl.seek;
import static live.weir.load.stage.StageDsl.guest;
import static live.weir.load.stage.StageDsl.host;
import static live.weir.load.stage.StageDsl.viewer;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import live.weir.load.api.Preparation;
import live.weir.load.dsl.LoadProtocol;
import live.weir.load.stage.GuestList;

/** What people do on an evening; the simulations put these together. */
final class Scenes {

    static final String PERFORM = "perform";
    static final String WATCH = "watch";
    static final String PLAY = "play";
    static final String ROOM = "room";
    static final String HOST = "host";
    static final String GUEST = "guest";
    static final String SEE = "see";

    private static final Duration UNTIL_ON_AIR = Duration.ofSeconds(20);
    private static final Duration UNTIL_PROGRAM = Duration.ofSeconds(60);
    private static final Duration BACK = Duration.ofSeconds(10);

    private final Channels channels;
    private final Venue venue;

    Scenes(Channels channels) {
        this(channels, Duration.ZERO);
    }

    /** @param returns for how long performers and viewers whose connection breaks try to come back */
    Scenes(Channels channels, Duration returns) {
        this.channels = channels;
        this.venue = Venue.chosen(returns);
    }

    static HttpProtocolBuilder api(LoadProtocol protocol) {
        String base = protocol.base().toString();
        return http.baseUrl(base.substring(0, base.length() - 1))
                .acceptHeader("application/json")
                .disableFollowRedirect();
    }

    /** Each takes the next channel; what is in it is in the session. */
    private ChainBuilder channel() {
        AtomicInteger next = new AtomicInteger();
        Function<Session, Session> onNext = session -> {
            Channels.Channel channel = channels.of(next.getAndIncrement());
            return session.set("slug", channel.slug())
                    .set("whip", channel.whip())
                    .set("whep", channel.whep())
                    .set("hls", channel.hls())
                    .set("key", channel.key())
                    .set("token", channel.token());
        };
        return exec(onNext);
    }

    ScenarioBuilder performers(Duration duration) {
        return scenario("performers")
                .exec(channel())
                .exec(venue.perform(PERFORM))
                .exec(stay(PERFORM, duration), leave(PERFORM));
    }

    ScenarioBuilder viewers(Duration duration) {
        return scenario("viewers")
                .exec(channel())
                .exec(venue.watch(WATCH, UNTIL_ON_AIR))
                .exec(stay(WATCH, duration), leave(WATCH));
    }

    /** They stay to the end, or until the condition holds, which ends the run. */
    ScenarioBuilder viewersUntil(BooleanSupplier condition, Duration duration) {
        return scenario("viewers")
                .exec(stopLoadGeneratorIf(session -> "The knee is passed", session -> condition.getAsBoolean()))
                .exec(channel())
                .exec(venue.watch(WATCH, UNTIL_ON_AIR))
                .exec(stay(WATCH, duration), leave(WATCH));
    }

    /** By HLS, with a look back in the middle. */
    ScenarioBuilder crowd(Duration duration) {
        Duration half = duration.dividedBy(2);
        return scenario("crowd")
                .exec(channel())
                .exec(hls(PLAY).url("#{hls}").waits(UNTIL_PROGRAM), stay(PLAY, half))
                .exitHereIfFailed()
                .exec(seek(PLAY, BACK), stay(PLAY, half), leave(PLAY));
    }

    ScenarioBuilder listeners(Duration duration) {
        return scenario("listeners")
                .exec(channel())
                .exec(chat(ROOM).url("/ws/chat/#{slug}"), stay(ROOM, duration), leave(ROOM));
    }

    /** Each has an account of its own and says something every {@code every}. */
    ScenarioBuilder talkers(List<String> tokens, Duration every, Duration duration) {
        AtomicInteger next = new AtomicInteger();
        Function<Session, Session> withToken =
                session -> session.set("own", tokens.get(Math.floorMod(next.getAndIncrement(), tokens.size())));
        return scenario("talkers")
                .exec(channel())
                .exec(withToken)
                .exec(chat(ROOM).url("/ws/chat/#{slug}").token("#{own}"))
                .exitHereIfFailed()
                .during(duration)
                .on(say(ROOM), pause(every))
                .exec(leave(ROOM));
    }

    /** Looks around, signs in, writes; all of it measured. */
    ScenarioBuilder callers(Duration duration) {
        AtomicInteger next = new AtomicInteger();
        String run = Long.toString(System.nanoTime() & 0xffffff, 36);
        Function<Session, Session> withName = session -> {
            int number = next.getAndIncrement();
            return session.set("handle", "call_" + run + "_" + number).set("own-slug", "call-" + run + "-" + number);
        };
        String person = "{\"handle\":\"#{handle}\",\"password\":\"" + Preparation.password() + "\"}";
        return scenario("callers")
                .exec(channel())
                .exec(withName)
                .exec(
                        http("api: sign up")
                                .post("/api/v1/accounts")
                                .header("Content-Type", "application/json")
                                .body(StringBody(person))
                                .check(status().is(201)),
                        http("api: sign in")
                                .post("/api/v1/sessions")
                                .header("Content-Type", "application/json")
                                .body(StringBody(person))
                                .check(
                                        status().is(200),
                                        jsonPath("$.accessToken").saveAs("access")))
                .exitHereIfFailed()
                .exec(http("api: write")
                        .post("/api/v1/channels")
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer #{access}")
                        .body(StringBody("{\"slug\":\"#{own-slug}\",\"title\":\"Load\"}"))
                        .check(status().is(201)))
                .exec(looking(duration));
    }

    ScenarioBuilder readers(Duration duration) {
        return scenario("readers").exec(channel()).exec(looking(duration));
    }

    private static ChainBuilder looking(Duration duration) {
        return during(duration)
                .on(
                        http("api: live").get("/api/v1/live").check(status().in(200, 304)),
                        pause(Duration.ofMillis(500)),
                        http("api: channel").get("/api/v1/channels/#{slug}").check(status().in(200, 304)),
                        pause(Duration.ofMillis(500)));
    }

    ScenarioBuilder hosts(int guests, GuestList list, Duration duration) {
        return scenario("hosts")
                .exec(channel())
                .exec(
                        host(HOST)
                                .url("/ws/stage/#{slug}")
                                .token("#{token}")
                                .shows(Knobs.footage(), Knobs.bitsPerSecond())
                                .invites(guests, list),
                        stay(HOST, duration),
                        leave(HOST));
    }

    ScenarioBuilder guests(GuestList list, Duration duration) {
        return scenario("guests")
                .exec(channel())
                .exec(
                        guest(GUEST).url("/ws/stage/#{slug}").from(list).shows(Knobs.footage(), Knobs.bitsPerSecond()),
                        stay(GUEST, duration),
                        leave(GUEST));
    }

    /** By the stage socket, with everybody on stage in one picture each. */
    ScenarioBuilder seers(int performers, Duration duration) {
        return scenario("seers")
                .exec(channel())
                .exec(viewer(SEE).url("/ws/stage/#{slug}").performers(performers), stay(SEE, duration), leave(SEE));
    }
}
