package live.weir.signaling.conformance;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.weir.bridge.contract.Client;
import live.weir.bridge.engine.IceCredentials;

/** A peer with a session at the server. */
record Guest(Rig rig, Client client, String offer, Reply created) implements AutoCloseable {

    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";

    URI address() {
        return created.location();
    }

    String tag() {
        return created.header("ETag");
    }

    Guest connected() {
        client.connect(created.body());
        rig.clients().add(client);
        return this;
    }

    Reply patch(String tag, String fragment) throws IOException {
        return rig.caller().send("PATCH", address(), fragment, "Content-Type", FRAGMENT, "If-Match", tag);
    }

    Reply delete() throws IOException {
        return rig.caller().send("DELETE", address(), null);
    }

    String trickle(String... candidates) {
        return fragment(attribute(offer, "ice-ufrag"), attribute(offer, "ice-pwd"), candidates);
    }

    static String fragment(IceCredentials credentials, String... candidates) {
        return fragment(credentials.usernameFragment(), credentials.password(), candidates);
    }

    private static String fragment(String usernameFragment, String password, String... candidates) {
        StringBuilder text = new StringBuilder("a=ice-ufrag:" + usernameFragment + "\r\na=ice-pwd:" + password
                + "\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n");
        List.of(candidates)
                .forEach(candidate -> text.append("a=").append(candidate).append("\r\n"));
        return text.append("a=end-of-candidates\r\n").toString();
    }

    static String attribute(String description, String name) {
        Matcher matcher = Pattern.compile("(?m)^a=" + name + ":(\\S+)").matcher(description);
        assertThat(matcher.find()).as("%s in %s", name, description).isTrue();
        return matcher.group(1);
    }

    /** Restarts, and goes on with what was agreed. */
    Reply restart(String tag) throws IOException {
        IceCredentials ours = client.newCredentials();
        Reply reply = patch(tag, fragment(ours, "candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host"));
        if (reply.status() == 200) {
            client.restarted(
                    ours, new IceCredentials(attribute(reply.body(), "ice-ufrag"), attribute(reply.body(), "ice-pwd")));
        }
        return reply;
    }

    /** Its checks go on being answered, by the credentials that it uses now. */
    void requireAlive() throws Exception {
        int before = client.peer().answeredChecks();
        eventually(() -> assertThat(client.peer().answeredChecks()).isGreaterThan(before + 1));
        assertThat(client.peer().whenDismissed()).isNotDone();
    }

    @Override
    public void close() throws IOException {
        delete();
        rig.clients().remove(client);
    }
}
