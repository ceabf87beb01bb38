package live.weir.signaling.conformance;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.contract.Watcher;

/** Watching by HTTP: draft-ietf-wish-whep. */
final class WhepChecks {

    private static final String DOOR = "WHEP";
    private static final int SOME = 30;

    private final Rig rig;
    private final URI endpoint;

    WhepChecks(Rig rig) {
        this.rig = rig;
        this.endpoint = rig.target().whep(rig.target().channel());
    }

    /** Before anybody is on air. */
    Check beforehand() {
        return check("without a publisher it is 409, and when to come back", "§4.2", this::nobodyOnAir);
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>(new SessionChecks(rig, DOOR, endpoint, "sendonly", rig::viewer).all());
        checks.addAll(List.of(
                check("media flows, and goes on after a restart", "§4.2, §4.3.3", this::media),
                check("sendrecv is taken and answered sendonly", "§4.2", this::sendrecv),
                check("sendonly and inactive are refused 4xx", "§4.2", this::wrongDirection),
                check("nothing usable is refused 4xx", "§4.2", this::nothingUsable),
                check(
                        "a counter-offer is a 406 with a Location, and a PATCH of the answer a 204",
                        "§4.3",
                        this::counterOffer),
                check(
                        "what is no answer to a counter-offer is refused 4xx, and may be mended",
                        "§4.3",
                        this::badAnswer),
                check("a busy server says 503, and when to come back", "§4.5", this::overload),
                check("quality=audio gets sound alone", "Weir", this::audioOnly),
                check("performer and quality are taken", "Weir", this::choices),
                check("a wrong choice is refused 400, naming the parameter", "Weir", this::wrongChoice)));
        return checks;
    }

    private static Check check(String rule, String clause, Check.Examination examination) {
        return new Check(DOOR, rule, clause, examination);
    }

    private void nobodyOnAir() throws IOException {
        Reply reply = rig.offerToWatch("", new Watcher(1, 1).offer()).is(409);
        assertThat(reply.header("Retry-After")).matches("[0-9]+");
    }

    private void media() throws Exception {
        Watcher watcher = new Watcher(1, 1);
        try (Guest guest = rig.viewer("", watcher).connected()) {
            eventually(() -> assertThat(watcher.pictures()).isGreaterThan(SOME));
            eventually(() -> assertThat(watcher.sounds()).isGreaterThan(SOME));
            guest.restart("*").is(200);
            guest.requireAlive();
            int before = watcher.pictures();
            eventually(() -> assertThat(watcher.pictures()).isGreaterThan(before + SOME));
        }
    }

    private Reply post(String query, String offer) throws Exception {
        rig.goOnAir();
        return rig.offerToWatch(query, offer);
    }

    private void taken(String query, String offer) throws Exception {
        Reply reply = post(query, offer).is(201);
        assertThat(reply.body()).contains("a=sendonly").doesNotContain("a=sendrecv");
        rig.caller().send("DELETE", reply.location(), null).is(200);
    }

    private void sendrecv() throws Exception {
        taken("", new Watcher(1, 1).offer().replace("a=recvonly", "a=sendrecv"));
    }

    private void wrongDirection() throws Exception {
        for (String direction : List.of("a=sendonly", "a=inactive")) {
            post("", new Watcher(1, 1).offer().replace("a=recvonly", direction)).isClientError();
        }
    }

    private void nothingUsable() throws Exception {
        post("", useless(new Watcher(1, 1))).isClientError();
    }

    /** Nothing in it that anybody could send. */
    private static String useless(Watcher watcher) {
        return watcher.offer().replace("VP8/", "H261/").replace("opus/48000/2", "G728/8000");
    }

    private Reply countered() throws Exception {
        Reply reply = post("", useless(new Watcher(1, 1)));
        if (reply.status() != 406) {
            throw new Skipped("this server makes no counter-offers");
        }
        assertThat(reply.header("Content-Type")).isEqualTo("application/sdp");
        assertThat(reply.body()).contains("a=sendonly", "a=candidate:");
        return reply;
    }

    private Reply answer(Reply offer, String text) throws IOException {
        return rig.caller().send("PATCH", offer.location(), text, "Content-Type", "application/sdp");
    }

    private void counterOffer() throws Exception {
        Reply offer = countered();
        Watcher watcher = new Watcher(1, 1);
        Reply done = answer(offer, watcher.answer(offer.body())).is(204);
        assertThat(done.body()).isEmpty();
        try (Guest guest = new Guest(rig, watcher, offer.body(), offer).connected()) {
            eventually(() -> assertThat(watcher.pictures()).isGreaterThan(SOME));
            eventually(() -> assertThat(watcher.sounds()).isGreaterThan(SOME));
            assertThat(answer(offer, watcher.answer(offer.body())).status()).isEqualTo(409);
            guest.requireAlive();
        }
    }

    private void badAnswer() throws Exception {
        Reply offer = countered();
        answer(offer, "hello").isClientError();
        answer(offer, new Watcher(1, 1).answer(offer.body())).is(204);
        rig.caller().send("DELETE", offer.location(), null).is(200);
        answer(offer, new Watcher(1, 1).answer(offer.body())).is(404);
    }

    private void overload() throws Exception {
        rig.goOnAir();
        rig.target().requireOverload().accept(true);
        try {
            Reply reply = post("", new Watcher(1, 1).offer()).is(503);
            assertThat(reply.header("Retry-After")).matches("[0-9]+");
        } finally {
            rig.target().requireOverload().accept(false);
        }
    }

    private void audioOnly() throws Exception {
        Watcher watcher = new Watcher(1, 1);
        try (Guest guest = rig.viewer("?quality=audio", watcher).connected()) {
            eventually(() -> assertThat(watcher.sounds()).isGreaterThan(SOME));
            assertThat(watcher.pictures()).isZero();
            guest.requireAlive();
        }
    }

    private void choices() throws Exception {
        for (String query :
                List.of("?quality=auto", "?quality=source", "?quality=720p", "?performer=a,b&performer=c")) {
            taken(query, new Watcher(1, 1).offer());
        }
    }

    private void wrongChoice() throws Exception {
        for (String quality : List.of("", "best", "721p", "720p&quality=480p")) {
            assertThat(post("?quality=" + quality, new Watcher(1, 1).offer())
                            .is(400)
                            .body())
                    .contains("quality");
        }
        assertThat(post("?performer=" + "x".repeat(2000), new Watcher(1, 1).offer())
                        .is(400)
                        .body())
                .contains("performer");
    }
}
