package live.weir.signaling.stage;

import java.util.stream.Collectors;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.engine.MediaSession;
import live.weir.signaling.stage.StageRefused.Reason;
import reactor.core.publisher.Mono;

/** New ICE credentials out of a whole offer, and into our description: the rest of it stays as it was agreed. */
final class IceRestart {

    private static final String FRAGMENT = "a=ice-ufrag:";
    private static final String PASSWORD = "a=ice-pwd:";

    private IceRestart() {}

    static Mono<String> of(MediaSession session, String offer) {
        return session.restartIce(credentials(offer)).map(ours -> answer(session.localDescription(), ours));
    }

    /** RFC 8445 §5.3: 4 to 256 and 22 to 256 characters. */
    private static IceCredentials credentials(String offer) {
        return new IceCredentials(value(offer, FRAGMENT, 4), value(offer, PASSWORD, 22));
    }

    private static String value(String offer, String attribute, int least) {
        return offer.lines()
                .filter(line -> line.startsWith(attribute))
                .map(line -> line.substring(attribute.length()).strip())
                .filter(value -> value.length() >= least && value.length() <= 256)
                .findFirst()
                .orElseThrow(() -> StageRefused.of(Reason.INVALID, "The offer lacks " + attribute));
    }

    private static String answer(String description, IceCredentials ours) {
        return description
                .lines()
                .map(line -> line.startsWith(FRAGMENT)
                        ? FRAGMENT + ours.usernameFragment()
                        : line.startsWith(PASSWORD) ? PASSWORD + ours.password() : line)
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }
}
