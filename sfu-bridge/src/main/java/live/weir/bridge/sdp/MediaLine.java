package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;

/** The {@code m=} line: what is carried, where (a port of 0 takes the m-line out of the session), how, and in which formats. */
public record MediaLine(String media, int port, String protocol, List<String> formats) {

    /** The port of an m-line whose addresses ICE finds out (RFC 8839 §4.2.1.2, the "discard" port). */
    static final int FOUND_BY_ICE = 9;

    private static final int MOST_FORMATS = 128;

    public MediaLine {
        formats = List.copyOf(formats);
    }

    static MediaLine parse(Words words) {
        String media = words.word("the kind of media");
        int port = port(words);
        String protocol = words.word("the protocol");
        List<String> formats = new ArrayList<>();
        do {
            words.add(formats, words.word("a format"), MOST_FORMATS, "formats in an m-line");
        } while (words.hasNext());
        return new MediaLine(media, port, protocol, formats);
    }

    private static int port(Words words) {
        String entry = words.word("the port");
        int slash = entry.indexOf('/');
        return words.integer(slash < 0 ? entry : entry.substring(0, slash), "the port", 0, 65_535);
    }

    public MediaKind kind() {
        return MediaKind.of(media);
    }

    /** RTP with feedback under DTLS-SRTP, in all the spellings that JSEP asks to be taken (RFC 8829 §5.1.2). */
    boolean isSecureRtp() {
        return switch (protocol) {
            case "UDP/TLS/RTP/SAVPF", "TCP/TLS/RTP/SAVPF", "TCP/DTLS/RTP/SAVPF", "RTP/SAVPF" -> true;
            case "UDP/TLS/RTP/SAVP", "TCP/TLS/RTP/SAVP", "TCP/DTLS/RTP/SAVP", "RTP/SAVP" -> true;
            default -> false;
        };
    }

    /** The numbers among the formats, for an m-line of RTP. */
    List<Integer> payloadTypes(Words words) {
        if (!protocol.contains("RTP/")) {
            return List.of();
        }
        return formats.stream()
                .map(format -> words.integer(format, "a payload type", 0, PayloadFormat.HIGHEST_TYPE))
                .toList();
    }

    /** The same m-line as an answer takes it: with these formats only. */
    MediaLine with(List<PayloadFormat> taken) {
        List<String> types = taken.stream()
                .map(format -> Integer.toString(format.payloadType()))
                .toList();
        return new MediaLine(media, FOUND_BY_ICE, protocol, types);
    }

    MediaLine refused() {
        return new MediaLine(media, 0, protocol, formats);
    }

    String line() {
        return media + " " + port + " " + protocol + " " + String.join(" ", formats);
    }
}
