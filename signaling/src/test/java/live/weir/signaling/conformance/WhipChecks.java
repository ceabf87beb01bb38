package live.weir.signaling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.contract.Performer;

/** Publishing by HTTP: RFC 9725. */
final class WhipChecks {

    private static final String DOOR = "WHIP";

    private final Rig rig;
    private final URI endpoint;

    WhipChecks(Rig rig) {
        this.rig = rig;
        this.endpoint = rig.target().whip(rig.target().channel());
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>(new SessionChecks(rig, DOOR, endpoint, "recvonly", rig::publisher).all());
        checks.addAll(List.of(
                check("no token is refused 401, naming Bearer", "§4.7.1, RFC 6750 §3", this::noToken),
                check("a wrong token is refused 401 or 403", "§4.7.1", this::wrongToken),
                check("sendrecv is taken", "§4.2", this::sendrecv),
                check("recvonly and inactive are refused 4xx", "§4.2", this::wrongDirection),
                check("more tracks than are taken are refused 422 or 400", "§4.4.2", this::tooManyTracks),
                check("nothing usable is refused 422 or 400", "§4.4.3", this::nothingUsable),
                check("what is usable in part is refused 422 or 400", "§4.4.3", this::usableInPart),
                check("setup:active is taken, or refused 422 or 400", "§4.4.4", this::setupActive),
                check("simulcast is answered", "§4.8, RFC 8853", this::simulcast),
                check("audio alone, and video alone, are taken", "§4.4.2", this::oneTrack),
                check("a busy server says 503, and when to come back", "§4.5", this::overload)));
        return checks;
    }

    private static Check check(String rule, String clause, Check.Examination examination) {
        return new Check(DOOR, rule, clause, examination);
    }

    private void noToken() throws IOException {
        String offer = Performer.single().offer();
        rig.caller()
                .send("POST", endpoint, offer, "Content-Type", "application/sdp")
                .is(401)
                .has("WWW-Authenticate", "Bearer");
        rig.offerToPublish(offer, "Authorization", "Basic YTpi").is(401).has("WWW-Authenticate", "Bearer");
    }

    private void wrongToken() throws IOException {
        rig.offerToPublish(Performer.single().offer(), "Authorization", "Bearer wrong")
                .is(401, 403);
    }

    private void taken(String offer) throws IOException {
        Reply reply = rig.offerToPublish(offer).is(201);
        rig.caller().send("DELETE", reply.location(), null).is(200);
    }

    private void refused(String offer) throws IOException {
        rig.offerToPublish(offer).is(422, 400).lacks("Location");
    }

    private void sendrecv() throws IOException {
        taken(Performer.single().offer().replace("a=sendonly", "a=sendrecv"));
    }

    private void wrongDirection() throws IOException {
        for (String direction : List.of("a=recvonly", "a=inactive")) {
            refused(Performer.single().offer().replace("a=sendonly", direction));
            refused(Performer.single().offer().replaceFirst("a=sendonly", direction));
        }
    }

    private static String section(String offer, String media) {
        int from = offer.indexOf("m=" + media);
        int to = offer.indexOf("\r\nm=", from);
        return offer.substring(from, to < 0 ? offer.length() : to + 2);
    }

    private void tooManyTracks() throws IOException {
        String offer = Performer.single().offer();
        String second = section(offer, "video").replace("a=mid:1", "a=mid:2").replaceAll("a=ssrc.*\r\n", "");
        refused(offer.replace("BUNDLE 0 1", "BUNDLE 0 1 2") + second);
    }

    private void nothingUsable() throws IOException {
        refused(Performer.single().offer().replace("VP8/", "H261/").replace("opus/48000/2", "G728/8000"));
    }

    private void usableInPart() throws IOException {
        refused(Performer.single().offer().replace("VP8/", "H261/"));
        refused(Performer.single().offer().replace("opus/48000/2", "G728/8000"));
    }

    private void setupActive() throws IOException {
        Reply reply = rig.offerToPublish(Performer.single().offer().replace("a=setup:actpass", "a=setup:active"))
                .is(201, 422, 400);
        if (reply.status() == 201) {
            assertThat(reply.body()).contains("a=setup:passive");
            rig.caller().send("DELETE", reply.location(), null).is(200);
        }
    }

    private void simulcast() throws Exception {
        try (Guest guest = rig.publisher(Performer.simulcast("h", "m", "l"))) {
            if (!guest.created().body().contains("a=simulcast:")) {
                throw new Skipped("the server takes one layer");
            }
            assertThat(guest.created().body()).contains("a=simulcast:recv").contains("a=rid:h recv");
            guest.connected().requireAlive();
        }
    }

    private void oneTrack() throws IOException {
        for (String media : List.of("audio", "video")) {
            String offer = Performer.single().offer();
            String other = media.equals("audio") ? "video" : "audio";
            String mid = media.equals("audio") ? "0" : "1";
            taken(offer.replace(section(offer, other), "").replace("BUNDLE 0 1", "BUNDLE " + mid));
        }
    }

    private void overload() throws IOException {
        rig.target().requireOverload().accept(true);
        try {
            Reply reply = rig.offerToPublish(Performer.single().offer()).is(503);
            assertThat(reply.header("Retry-After")).matches("[0-9]+");
        } finally {
            rig.target().requireOverload().accept(false);
        }
    }
}
