package live.weir.bridge.contract;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Writes a client's offers, and its answers to offers of the server's. */
final class ClientWords {

    static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    static final String RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    static final String REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
    static final String TRANSPORT_WIDE = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    private static final String EXTENSIONS = "a=extmap:3 " + TRANSPORT_WIDE + "\r\na=extmap:4 " + MID + "\r\n";
    private static final String LAYER_EXTENSIONS = "a=extmap:10 " + RID + "\r\na=extmap:11 " + REPAIRED_RID + "\r\n";

    private static final String PICTURE = """
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 nack
            a=rtcp-fb:96 nack pli
            a=rtcp-fb:96 ccm fir
            a=rtcp-fb:96 transport-cc
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            """;

    private static final String VOICE = """
            a=rtpmap:111 opus/48000/2
            a=rtcp-fb:111 transport-cc
            a=fmtp:111 minptime=10;useinbandfec=1
            """;

    private final String ufrag;
    private final String password;
    private final String fingerprint;

    ClientWords(String ufrag, String password, String fingerprint) {
        this.ufrag = ufrag;
        this.password = password;
        this.fingerprint = fingerprint;
    }

    String publisherOffer(List<Integer> ssrcs, List<String> rids) {
        StringBuilder offer = head(2);
        media(offer, false, 0, "sendonly");
        announce(offer, List.of(ssrcs.get(0)));
        media(offer, true, 1, "sendonly");
        if (rids.isEmpty()) {
            announce(offer, ssrcs.subList(1, 3));
        } else {
            offer.append(LAYER_EXTENSIONS);
            rids.forEach(rid -> offer.append("a=rid:" + rid + " send\r\n"));
            offer.append("a=simulcast:send " + String.join(";", rids) + "\r\n");
        }
        return offer.toString();
    }

    String viewerOffer(int audio, int video) {
        StringBuilder offer = head(audio + video);
        for (int line = 0; line < audio + video; line++) {
            media(offer, line >= audio, line, "recvonly");
        }
        return offer.toString();
    }

    private static StringBuilder head(int lines) {
        StringBuilder text = new StringBuilder("v=0\r\no=- "
                + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE) + " 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
                + "a=group:BUNDLE");
        for (int line = 0; line < lines; line++) {
            text.append(' ').append(line);
        }
        return text.append("\r\n");
    }

    private void media(StringBuilder text, boolean video, int mid, String direction) {
        text.append(video ? "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" : "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
                .append("c=IN IP4 0.0.0.0\r\na=mid:" + mid + "\r\na=" + direction + "\r\na=rtcp-mux\r\n")
                .append(transport("actpass"))
                .append(EXTENSIONS)
                .append((video ? PICTURE : VOICE).replace("\n", "\r\n"));
    }

    private String transport(String setup) {
        return "a=ice-ufrag:" + ufrag + "\r\na=ice-pwd:" + password + "\r\na=fingerprint:sha-256 " + fingerprint
                + "\r\na=setup:" + setup + "\r\n";
    }

    private static void announce(StringBuilder text, List<Integer> ssrcs) {
        if (ssrcs.size() > 1) {
            text.append("a=ssrc-group:FID " + Integer.toUnsignedString(ssrcs.get(0)) + " "
                    + Integer.toUnsignedString(ssrcs.get(1)) + "\r\n");
        }
        ssrcs.forEach(ssrc -> text.append("a=ssrc:" + Integer.toUnsignedString(ssrc) + " cname:client\r\n"));
    }

    /** Takes everything that was offered, in the other direction. */
    String answer(String offer) {
        return offer.lines().map(this::answerTo).collect(Collectors.joining());
    }

    private String answerTo(String line) {
        String attribute = line.replaceFirst("[: ].*", "");
        return switch (attribute) {
            case "a=ice-lite",
                    "a=candidate",
                    "a=end-of-candidates",
                    "a=ssrc",
                    "a=ssrc-group",
                    "a=msid",
                    "a=ice-ufrag",
                    "a=ice-pwd",
                    "a=fingerprint",
                    "a=ice-options" -> "";
            case "a=setup" -> transport("active");
            case "a=sendonly" -> "a=recvonly\r\n";
            case "a=recvonly" -> "a=sendonly\r\n";
            default -> line + "\r\n";
        };
    }
}
