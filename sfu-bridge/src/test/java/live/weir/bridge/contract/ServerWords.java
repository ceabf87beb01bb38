package live.weir.bridge.contract;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client needs to know of the server's description, be it an offer or an answer. */
record ServerWords(String ufrag, String password, String setup, InetSocketAddress address, List<Line> lines) {

    /** One m-line; payload types of the first codec that we speak, -1 for none. */
    record Line(
            String mid,
            boolean video,
            boolean refused,
            int payloadType,
            int rtxPayloadType,
            Map<String, Integer> extensions,
            int ssrc,
            int rtxSsrc) {

        int extension(String uri) {
            return extensions.getOrDefault(uri, 0);
        }
    }

    static ServerWords of(String description) {
        List<String> sections = List.of(Pattern.compile("(?m)^(?=m=)").split(description));
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i < sections.size(); i++) {
            lines.add(line(sections.get(i)));
        }
        Matcher candidate = find("a=candidate:\\S+ 1 (?i:udp) \\d+ ([0-9.]+) (\\d+) typ host", description);
        return new ServerWords(
                find("a=ice-ufrag:(\\S+)", description).group(1),
                find("a=ice-pwd:(\\S+)", description).group(1),
                find("a=setup:(\\S+)", description).group(1),
                new InetSocketAddress(candidate.group(1), Integer.parseInt(candidate.group(2))),
                lines);
    }

    private static Line line(String section) {
        boolean video = section.startsWith("m=video");
        boolean refused = section.startsWith((video ? "m=video" : "m=audio") + " 0 ");
        int payloadType = number("a=rtpmap:(\\d+) (?:VP8|opus)/", section);
        return new Line(
                refused ? "" : find("a=mid:(\\S+)", section).group(1),
                video,
                refused,
                payloadType,
                number("a=fmtp:(\\d+) apt=" + payloadType + "\\b", section),
                extensions(section),
                number("a=ssrc:(\\d+) ", section),
                number("a=ssrc-group:FID \\d+ (\\d+)", section));
    }

    private static Map<String, Integer> extensions(String section) {
        Map<String, Integer> ids = new HashMap<>();
        Matcher extension = Pattern.compile("a=extmap:(\\d+)\\S* (\\S+)").matcher(section);
        while (extension.find()) {
            ids.put(extension.group(2), Integer.parseInt(extension.group(1)));
        }
        return ids;
    }

    private static int number(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? (int) Long.parseLong(matcher.group(1)) : -1;
    }

    private static Matcher find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("The description lacks " + pattern + ":\n" + text);
        }
        return matcher;
    }
}
