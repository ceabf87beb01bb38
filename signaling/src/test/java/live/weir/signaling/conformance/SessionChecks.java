package live.weir.signaling.conformance;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What is the same at both doors: the answer's headers, PATCH, DELETE, and what pages of other origins may do. */
final class SessionChecks {

    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
    private static final String HOST = "candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host";

    /** Comes with a session of its own. */
    interface Arrival {
        Guest arrive() throws Exception;
    }

    private interface Visit {
        void run(Guest guest) throws Exception;
    }

    private final Rig rig;
    private final String door;
    private final URI endpoint;
    private final String direction;
    private final Arrival arrival;

    SessionChecks(Rig rig, String door, URI endpoint, String direction, Arrival arrival) {
        this.rig = rig;
        this.door = door;
        this.endpoint = endpoint;
        this.direction = direction;
        this.arrival = arrival;
    }

    List<Check> all() {
        return List.of(
                check("an offer is answered 201, application/sdp, with a Location", "§4.2", this::created),
                check("the answer is " + direction + " in every m-line", "§4.2", this::direction),
                check("the answer has all candidates of the server", "§4.3.2", this::candidates),
                check("the answer is one bundle, with rtcp-mux", "§4.4.1", this::bundle),
                check("GET and HEAD are answered 2xx without a body", "§4.1", this::look),
                check("a body that is no application/sdp is refused 415, naming Accept-Post", "§4.2", this::wrongType),
                check("bad SDP is refused 4xx", "§4.2", this::badSdp),
                check("a body without end is refused 413", "RFC 9110 §15.5.14", this::tooLong),
                check("who accepts no SDP is refused 406", "RFC 9110 §15.5.7", this::notAcceptable),
                check("an unknown channel is 404", "RFC 9110 §15.5.5", this::unknownChannel),
                check("another method is refused 405, naming Allow", "RFC 9110 §15.5.6", this::otherMethods),
                check("errors are application/problem+json with the same status", "§4.1, RFC 9457", this::problems),
                check("OPTIONS is answered 200 with Accept-Post", "§4.2", this::options),
                check("a preflight lets any page POST, PATCH and DELETE with a token", "§4.2, FETCH", this::preflight),
                check("a preflight has no ice-server links", "§4.6", this::noServersInPreflight),
                check("a page may read Location, ETag and Link of the answer", "§4.2, FETCH", this::exposed),
                check("ice-server links can be read; TURN has its credentials", "§4.6", this::iceServers),
                check("the 201 has a strong, quoted ETag", "§4.3.1", this::strongTag),
                check("session addresses are not to be guessed", "§5", this::unguessable),
                check("candidates are taken 204, without body and ETag", "§4.3.2", this::trickle),
                check("candidates of unknown transports and names are passed over", "§4.3.2", this::oddCandidates),
                check("a PATCH without If-Match is refused 428", "§4.3.1, RFC 6585 §3", this::unconditional),
                check("a PATCH with another ETag, or a weak one, is refused 412", "§4.3.1", this::stale),
                check("a PATCH of another type is refused 415, naming Accept-Patch", "§4.3.1", this::patchType),
                check("a malformed fragment is refused 4xx", "§4.3.1", this::badFragment),
                check("a restart is answered 200 with a fragment and a new ETag", "§4.3.3", this::restart),
                check("the answer to a restart repeats ice-lite and ice-options", "§4.3.3", this::sameOptions),
                check("after a restart the old ETag is stale and the new one good", "§4.3.3", this::tagsAfterRestart),
                check("media goes on after a restart", "§4.3.3", this::aliveAfterRestart),
                check("a quoted asterisk restarts as well", "§4.3.3, the example", this::quotedAsterisk),
                check("a restart whose answer was lost can be asked for again", "§4.3.3", this::repeatedRestart),
                check("a failed restart leaves the session as it was", "§4.3.3", this::failedRestart),
                check("overlapping restarts leave one ETag that is good", "§4.3.1", this::overlapping),
                check("DELETE ends the session, whatever If-Match says", "§4.3.1", this::delete),
                check("after DELETE there is nothing any more: 404", "§4.2", this::afterDelete));
    }

    private Check check(String rule, String clause, Visit visit) {
        return new Check(door, rule, clause, () -> {
            try (Guest guest = arrival.arrive()) {
                visit.run(guest);
            }
        });
    }

    private void created(Guest guest) throws Exception {
        assertThat(guest.created().header("Content-Type")).isEqualTo("application/sdp");
        assertThat(guest.address().getHost()).isEqualTo(endpoint.getHost());
        guest.connected().requireAlive();
    }

    private void direction(Guest guest) {
        assertThat(guest.created()
                        .body()
                        .lines()
                        .filter(line -> line.matches("a=(sendrecv|sendonly|recvonly|inactive)")))
                .isNotEmpty()
                .containsOnly("a=" + direction);
    }

    private void candidates(Guest guest) {
        assertThat(guest.created().body()).contains("a=candidate:");
    }

    private void bundle(Guest guest) {
        List<String> lines = guest.created().body().lines().toList();
        long media = lines.stream().filter(line -> line.startsWith("m=")).count();
        assertThat(lines.stream().filter("a=rtcp-mux"::equals).count()).isEqualTo(media);
        assertThat(lines).anyMatch(line -> line.matches("a=group:BUNDLE( \\S+){" + media + "}"));
    }

    private void look(Guest guest) throws IOException {
        for (String method : List.of("GET", "HEAD")) {
            rig.caller().send(method, endpoint, null).isSuccess().isEmpty();
            rig.caller().send(method, guest.address(), null).isSuccess().isEmpty();
        }
    }

    private Reply post(String body, String... headers) throws IOException {
        return door.equals("WHIP") ? rig.offerToPublish(body, headers) : rig.offerToWatch("", body, headers);
    }

    private void wrongType(Guest guest) throws IOException {
        post(guest.offer(), "Content-Type", "text/plain").is(415).has("Accept-Post", "application/sdp");
        post(guest.offer(), "Content-Type", "application/json").is(415);
        post(guest.offer(), "Content-Type", "nonsense").is(415);
    }

    private void badSdp(Guest guest) throws IOException {
        post("").isClientError();
        post("hello").isClientError();
        post("v=0\r\n").isClientError();
        post(guest.offer().replace("a=fingerprint:sha-256 ", "a=fingerprint:sha-256 not-one"))
                .isClientError();
        post(guest.offer().replaceFirst("m=\\S+ 9", "m=audio")).isClientError();
    }

    private void tooLong(Guest guest) throws IOException {
        post(guest.offer() + "a=x\r\n".repeat(40_000)).is(413);
    }

    private void notAcceptable(Guest guest) throws IOException {
        post(guest.offer(), "Accept", "text/html, application/json").is(406);
        post(guest.offer(), "Accept", "application/sdp;q=0").is(406);
    }

    private void unknownChannel(Guest guest) throws IOException {
        URI elsewhere = endpoint.resolve("no-such-channel-" + System.nanoTime());
        rig.caller()
                .send(
                        "POST",
                        elsewhere,
                        guest.offer(),
                        "Content-Type",
                        "application/sdp",
                        "Authorization",
                        "Bearer " + rig.target().bearer())
                .is(404);
        rig.caller()
                .send("GET", URI.create(elsewhere + "/" + id(guest.address())), null)
                .is(404);
    }

    private static String id(URI session) {
        return session.getPath().substring(session.getPath().lastIndexOf('/') + 1);
    }

    private void otherMethods(Guest guest) throws IOException {
        rig.caller()
                .send("PUT", endpoint, guest.offer(), "Content-Type", "application/sdp")
                .is(405)
                .has("Allow", "POST");
        rig.caller()
                .send("POST", guest.address(), guest.offer(), "Content-Type", "application/sdp")
                .is(405)
                .has("Allow", "PATCH");
    }

    private void problems(Guest guest) throws IOException {
        Reply reply = post("hello").isClientError().has("Content-Type", "application/problem+json");
        assertThat(reply.body()).containsPattern("\"status\"\\s*:\\s*" + reply.status());
    }

    private void options(Guest guest) throws IOException {
        rig.caller().send("OPTIONS", endpoint, null).is(200).has("Accept-Post", "application/sdp");
    }

    private void preflight(Guest guest) throws IOException {
        preflight(endpoint, "POST", "authorization,content-type");
        preflight(guest.address(), "PATCH", "authorization,content-type,if-match");
        preflight(guest.address(), "DELETE", "authorization");
    }

    private Reply preflight(URI uri, String method, String headers) throws IOException {
        Reply reply = rig.caller()
                .send(
                        "OPTIONS",
                        uri,
                        null,
                        "Origin",
                        "https://page.example",
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        headers)
                .isSuccess()
                .has("Access-Control-Allow-Methods", method);
        for (String header : headers.split(",", -1)) {
            reply.has("Access-Control-Allow-Headers", header);
        }
        assertThat(reply.header("Access-Control-Allow-Origin")).isIn("*", "https://page.example");
        return reply;
    }

    private void noServersInPreflight(Guest guest) throws IOException {
        preflight(endpoint, "POST", "authorization,content-type").lacks("Link");
        preflight(guest.address(), "PATCH", "if-match").lacks("Link");
    }

    private void exposed(Guest guest) throws IOException {
        Reply reply = post(guest.offer(), "Origin", "https://page.example").is(201);
        assertThat(reply.header("Access-Control-Allow-Origin")).isIn("*", "https://page.example");
        for (String header : List.of("Location", "ETag", "Link")) {
            reply.has("Access-Control-Expose-Headers", header);
        }
        rig.caller()
                .send("DELETE", reply.location(), null, "Origin", "https://page.example")
                .is(200)
                .has("Access-Control-Allow-Origin", "");
        post("hello", "Origin", "https://page.example")
                .isClientError()
                .has("Access-Control-Expose-Headers", "Retry-After");
    }

    private void iceServers(Guest guest) {
        List<String> links = guest.created().all("Link").stream()
                .filter(link -> link.contains("ice-server"))
                .toList();
        if (links.isEmpty()) {
            throw new Skipped("the server names no STUN or TURN servers");
        }
        assertThat(links).allMatch(link -> link.matches("<(stuns?|turns?):[^<>\"\\s]+>; rel=\"ice-server\".*"));
        String quoted = "=\"(?:[^\"\\\\]|\\\\.)*\"";
        assertThat(links.stream().filter(link -> link.startsWith("<turn")))
                .allMatch(link -> link.matches(
                        ".*; username" + quoted + "; credential" + quoted + "; credential-type=\"password\""));
    }

    private void strongTag(Guest guest) {
        assertThat(guest.tag()).matches("\"[\\x21\\x23-\\x7e]+\"");
    }

    private void unguessable(Guest guest) throws Exception {
        try (Guest other = arrival.arrive()) {
            assertThat(id(guest.address())).hasSizeGreaterThanOrEqualTo(16).isNotEqualTo(id(other.address()));
        }
    }

    private void trickle(Guest guest) throws Exception {
        guest.connected();
        guest.patch(guest.tag(), guest.trickle(HOST)).is(204).isEmpty().lacks("ETag");
        guest.requireAlive();
    }

    private void oddCandidates(Guest guest) throws IOException {
        guest.patch(
                        guest.tag(),
                        guest.trickle(
                                "candidate:1 1 sctp 2130706431 192.0.2.1 50000 typ host",
                                "candidate:2 1 udp 2130706431 d3b0-nobody-knows.local 50001 typ host",
                                "candidate:3 1 tcp 1518280447 2001:db8::1 9 typ host tcptype active",
                                HOST))
                .is(204);
    }

    private void unconditional(Guest guest) throws IOException {
        rig.caller()
                .send("PATCH", guest.address(), guest.trickle(HOST), "Content-Type", FRAGMENT)
                .is(428);
    }

    private void stale(Guest guest) throws IOException {
        guest.patch("\"no-such-tag\"", guest.trickle(HOST)).is(412);
        guest.patch("W/" + guest.tag(), guest.trickle(HOST)).is(412);
        guest.patch("\"a\", " + guest.tag(), guest.trickle(HOST)).is(204);
    }

    private void patchType(Guest guest) throws IOException {
        rig.caller()
                .send(
                        "PATCH",
                        guest.address(),
                        guest.offer(),
                        "Content-Type",
                        "application/sdp",
                        "If-Match",
                        guest.tag())
                .is(415)
                .has("Accept-Patch", FRAGMENT);
    }

    private void badFragment(Guest guest) throws IOException {
        for (String bad : List.of(
                "",
                "hello",
                "a=ice-ufrag:abcd\r\n",
                "m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:nonsense\r\n",
                "a=ice-ufrag:a b\r\na=ice-pwd:short\r\n",
                "{\"candidate\": \"" + HOST + "\"}")) {
            guest.patch(guest.tag(), bad).isClientError();
        }
        guest.patch(guest.tag(), guest.trickle(HOST)).is(204);
    }

    private void restart(Guest guest) throws Exception {
        guest.connected();
        Reply reply = guest.restart("*").is(200).has("Content-Type", FRAGMENT);
        String answer = guest.created().body();
        assertThat(reply.header("ETag")).matches("\"[\\x21\\x23-\\x7e]+\"").isNotEqualTo(guest.tag());
        for (String name : List.of("ice-ufrag", "ice-pwd")) {
            assertThat(Guest.attribute(reply.body(), name)).isNotEqualTo(Guest.attribute(answer, name));
        }
        assertThat(reply.body()).contains("a=candidate:", "a=mid:", "m=");
    }

    private void sameOptions(Guest guest) throws Exception {
        guest.connected();
        Reply reply = guest.restart("*").is(200);
        List<String> said = guest.created()
                .body()
                .lines()
                .filter(line -> line.equals("a=ice-lite") || line.startsWith("a=ice-options:"))
                .distinct()
                .toList();
        assertThat(reply.body().lines().toList()).containsAll(said);
    }

    private void tagsAfterRestart(Guest guest) throws Exception {
        guest.connected();
        String fresh = guest.restart("*").is(200).header("ETag");
        String candidate = "m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=" + HOST + "\r\n";
        guest.patch(guest.tag(), candidate).is(412);
        guest.patch(fresh, candidate).is(204);
    }

    private void aliveAfterRestart(Guest guest) throws Exception {
        guest.connected();
        guest.requireAlive();
        guest.restart("*").is(200);
        guest.requireAlive();
    }

    private void quotedAsterisk(Guest guest) throws Exception {
        guest.connected();
        guest.restart("\"*\"").is(200);
        guest.requireAlive();
    }

    private void repeatedRestart(Guest guest) throws Exception {
        guest.connected();
        String wish = Guest.fragment(guest.client().newCredentials(), HOST);
        Reply first = guest.patch("*", wish).is(200);
        Reply again = guest.patch("*", wish).is(200);
        if (!again.header("ETag").equals(first.header("ETag"))) {
            assertThat(again.body())
                    .as("a second restart in place of the first")
                    .isNotEqualTo(first.body());
        }
    }

    private void failedRestart(Guest guest) throws Exception {
        guest.connected();
        guest.patch("*", "a=ice-ufrag:abcdefgh\r\n").isClientError();
        guest.patch("*", "a=ice-ufrag:ab\r\na=ice-pwd:tooshort\r\n").isClientError();
        guest.patch("\"stale\"", Guest.fragment(guest.client().newCredentials(), HOST))
                .is(412);
        guest.requireAlive();
        guest.patch(guest.tag(), guest.trickle(HOST)).is(204);
    }

    private void overlapping(Guest guest) throws Exception {
        guest.connected();
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 4)
                .mapToObj(i -> rig.caller()
                        .sendLater(
                                "PATCH",
                                guest.address(),
                                Guest.fragment(guest.client().newCredentials(), HOST),
                                "Content-Type",
                                FRAGMENT,
                                "If-Match",
                                "*"))
                .toList();
        List<String> tags = replies.stream()
                .map(CompletableFuture::join)
                .filter(reply -> reply.status() == 200)
                .map(reply -> reply.header("ETag"))
                .toList();
        String candidate = "m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=" + HOST + "\r\n";
        int good = 0;
        for (String tag : tags) {
            good += guest.patch(tag, candidate).is(204, 412).status() == 204 ? 1 : 0;
        }
        assertThat(tags).isNotEmpty().doesNotHaveDuplicates();
        assertThat(good).as("ETags that are good after all").isEqualTo(1);
    }

    private void delete(Guest guest) throws Exception {
        guest.connected();
        rig.caller()
                .send("DELETE", guest.address(), null, "If-Match", "\"no-such-tag\"")
                .is(200);
        guest.client().peer().whenDismissed().get(20, TimeUnit.SECONDS);
    }

    private void afterDelete(Guest guest) throws Exception {
        guest.delete().is(200);
        guest.delete().is(404);
        guest.patch(guest.tag(), guest.trickle(HOST)).is(404);
        eventually(() -> rig.caller().send("GET", guest.address(), null).is(404));
    }
}
