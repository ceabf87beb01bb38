package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the attributes of ICE and DTLS of one level. */
final class TransportReader {

    private static final int MOST_FINGERPRINTS = 8;
    private static final int MOST_OPTIONS = 16;

    private final List<String> options = new ArrayList<>();
    private final List<Fingerprint> fingerprints = new ArrayList<>();
    private @Nullable String ufrag;
    private @Nullable String password;
    private @Nullable Setup setup;
    private int credentialsLine;

    /** Takes the attribute if it is one of transport. */
    boolean takes(SdpLine line) {
        Words words = line.arguments();
        switch (line.name()) {
            case "ice-ufrag" -> {
                ufrag = words.word("the ICE user fragment");
                credentialsLine = line.number();
            }
            case "ice-pwd" -> {
                password = words.word("the ICE password");
                credentialsLine = line.number();
            }
            case "ice-options" -> readOptions(words);
            case "fingerprint" -> readFingerprint(line.number(), words);
            case "setup" -> setup = Setup.parse(words);
            default -> {
                return false;
            }
        }
        return true;
    }

    TransportDescription read() {
        return new TransportDescription(credentials(), options, fingerprints, setup);
    }

    @Nullable
    IceCredentials credentials() {
        if (ufrag == null && password == null) {
            return null;
        }
        if (ufrag == null || password == null) {
            throw new SdpException(credentialsLine, "an ICE user fragment and a password come together.");
        }
        String fragment = ufrag;
        String secret = password;
        return SdpException.at(credentialsLine, () -> new IceCredentials(fragment, secret));
    }

    /** Between blanks by the book (RFC 8839 §5.6), between commas from libdatachannel. */
    private void readOptions(Words words) {
        while (words.hasNext()) {
            words.add(options, words.upTo(',', "an ICE option"), MOST_OPTIONS, "ICE options");
        }
    }

    private void readFingerprint(int line, Words words) {
        String algorithm = words.word("the hash of the fingerprint");
        String value = words.word("the fingerprint");
        Fingerprint fingerprint = SdpException.at(line, () -> new Fingerprint(algorithm, value));
        words.add(fingerprints, fingerprint, MOST_FINGERPRINTS, "fingerprints");
    }
}
