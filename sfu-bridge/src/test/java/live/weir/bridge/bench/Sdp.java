package live.weir.bridge.bench;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The generator's descriptions, by template: VP8 and Opus, with NACK and PLI, without header extensions, transport-cc,
 * REMB and RTX, so that every server just forwards.
 */
final class Sdp {

    static final int VIDEO = 96;
    static final int AUDIO = 111;

    private static final String SESSION = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE%s\r\n";
    private static final String TRANSPORT = """
            c=IN IP4 0.0.0.0
            a=rtcp-mux
            a=ice-ufrag:%s
            a=ice-pwd:%s
            a=fingerprint:sha-256 %s
            a=setup:active
            a=candidate:1 1 udp 2130706431 %s %d typ host
            a=end-of-candidates
            """;
    private static final List<String> FEEDBACK = List.of("nack", "nack pli", "ccm fir");

    private Sdp() {}

    static String publisherOffer(Login login, String fingerprint, int audioSsrc, int videoSsrc) {
        return SESSION.formatted(" 0 1")
                + media("audio", AUDIO, "0", "sendonly", login, fingerprint)
                + "a=ssrc:" + audioSsrc + " cname:bench\r\n"
                + media("video", VIDEO, "1", "sendonly", login, fingerprint)
                + "a=ssrc:" + videoSsrc + " cname:bench\r\n";
    }

    /** Takes everything, in the codecs that the publisher sends, under the numbers of the offer. */
    static String viewerAnswer(String offer, Login login, String fingerprint) {
        StringBuilder mids = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (String section : sections(offer)) {
            String kind = section.substring(0, section.indexOf(' '));
            String mid = value(section, "a=mid:");
            mids.append(' ').append(mid);
            body.append(media(kind, number(section, kind), mid, "recvonly", login, fingerprint));
        }
        return SESSION.formatted(mids) + body;
    }

    private static List<String> sections(String description) {
        String[] parts = description.split("(?m)^m=", -1);
        return Arrays.asList(parts).subList(1, parts.length);
    }

    private static int number(String section, String kind) {
        String codec = kind.equals("video") ? " vp8/90000" : " opus/48000";
        String line = line(
                section,
                candidate -> candidate.startsWith("a=rtpmap:")
                        && candidate.toLowerCase(Locale.ROOT).contains(codec));
        return Integer.parseInt(line.substring("a=rtpmap:".length(), line.indexOf(' ')));
    }

    private static String media(
            String kind, int number, String mid, String direction, Login login, String fingerprint) {
        StringBuilder text = new StringBuilder("m=" + kind + " 9 UDP/TLS/RTP/SAVPF " + number + "\n");
        text.append(TRANSPORT.formatted(
                login.ufrag(),
                login.password(),
                fingerprint,
                login.address().getAddress().getHostAddress(),
                login.address().getPort()));
        text.append("a=mid:" + mid + "\na=" + direction + "\na=rtpmap:" + number);
        if (kind.equals("video")) {
            text.append(" VP8/90000\n");
            FEEDBACK.forEach(each -> text.append("a=rtcp-fb:")
                    .append(number)
                    .append(' ')
                    .append(each)
                    .append('\n'));
        } else {
            text.append(" opus/48000/2\na=fmtp:" + number + " minptime=10;useinbandfec=1\n");
        }
        return text.toString().replace("\n", "\r\n");
    }

    /** The value of the first line that starts so. */
    static String value(String description, String start) {
        return line(description, line -> line.startsWith(start)).substring(start.length());
    }

    static String line(String description, Predicate<String> condition) {
        return Objects.requireNonNull(
                description.lines().filter(condition).findFirst().orElse(null), description);
    }

    /** Where a client is, and what proves it. */
    record Login(String ufrag, String password, InetSocketAddress address) {}
}
