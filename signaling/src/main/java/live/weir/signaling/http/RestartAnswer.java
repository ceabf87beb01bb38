package live.weir.signaling.http;

import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.engine.IceCredentials;

/**
 * Writes the fragment that answers a restart (RFC 9725 §4.3.3): our new credentials, all our candidates, and what the answer
 * to the offer said on ICE, unchanged.
 */
final class RestartAnswer {

    private RestartAnswer() {}

    static String write(SdpOutline description, IceCredentials ours) {
        List<String> lines = new ArrayList<>(description.sessionLines());
        description.tagged().ifPresent(section -> {
            lines.add(section.line());
            lines.add("a=mid:" + section.mid());
        });
        lines.add("a=ice-ufrag:" + ours.usernameFragment());
        lines.add("a=ice-pwd:" + ours.password());
        lines.addAll(description.candidates());
        lines.add("a=end-of-candidates");
        return String.join("\r\n", lines) + "\r\n";
    }
}
