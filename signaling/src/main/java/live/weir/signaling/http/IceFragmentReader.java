package live.weir.signaling.http;

import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.engine.IceCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads a fragment from top to bottom. */
final class IceFragmentReader {

    /** A client with a dozen interfaces and three relays has some eighty. */
    static final int MOST_CANDIDATES = 128;

    private static final int LONGEST_LINE = 2048;
    private static final String ICE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final List<String> candidates = new ArrayList<>();
    private @Nullable String usernameFragment;
    private @Nullable String password;
    private boolean inMedia;
    private boolean named = true;
    private boolean complete;

    IceFragment read(String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(this::readLine);
        requireMid();
        IceFragment fragment = new IceFragment(credentials(), candidates, complete);
        if (fragment.isEmpty()) {
            throw malformed("it has neither candidates nor credentials");
        }
        return fragment;
    }

    private void readLine(String line) {
        if (line.length() > LONGEST_LINE || line.length() < 3 || line.charAt(1) != '=' || hasControl(line)) {
            throw malformed("a line has a letter, an equals sign and a value");
        }
        if (line.startsWith("m=")) {
            requireMid();
            inMedia = true;
            named = false;
        } else if (line.startsWith("a=")) {
            readAttribute(line.substring(2));
        }
    }

    private static boolean hasControl(String line) {
        return line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127);
    }

    private void readAttribute(String attribute) {
        int colon = attribute.indexOf(':');
        String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
        switch (colon < 0 ? attribute : attribute.substring(0, colon)) {
            case "mid" -> named = true;
            case "ice-ufrag" -> usernameFragment = value;
            case "ice-pwd" -> password = value;
            case "end-of-candidates" -> complete = true;
            case "candidate" -> readCandidate(attribute);
            default -> {} // such as ice-options and group, which say what the offer has said already
        }
    }

    private void readCandidate(String attribute) {
        if (!inMedia) {
            throw malformed("a candidate stands under the m-line that it belongs to");
        }
        if (candidates.size() >= MOST_CANDIDATES) {
            throw HttpRefused.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "too-many-candidates",
                    "A fragment may have " + MOST_CANDIDATES + " candidates.");
        }
        candidates.add(attribute);
    }

    /** RFC 8840 §4.4: which m-line it is, the mid tells. */
    private void requireMid() {
        if (!named) {
            throw malformed("an m-line names its mid");
        }
    }

    private @Nullable IceCredentials credentials() {
        String fragment = usernameFragment;
        String secret = password;
        if (fragment == null && secret == null) {
            return null;
        }
        if (fragment == null || secret == null) {
            throw malformed("ice-ufrag and ice-pwd come together");
        }
        // RFC 8839 §5.4.
        if (!isIce(fragment, 4) || !isIce(secret, 22)) {
            throw malformed("ice-ufrag has 4 to 256, and ice-pwd 22 to 256 letters, digits, + or /");
        }
        return new IceCredentials(fragment, secret);
    }

    private static boolean isIce(String word, int shortest) {
        return word.length() >= shortest
                && word.length() <= 256
                && word.chars().allMatch(c -> ICE_CHARACTERS.indexOf(c) >= 0);
    }

    private static HttpRefused malformed(String rule) {
        return HttpRefused.of(
                HttpStatus.BAD_REQUEST, "malformed-fragment", "The fragment cannot be read: " + rule + ".");
    }
}
