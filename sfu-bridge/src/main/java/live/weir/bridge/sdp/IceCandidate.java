package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An address at which a side may be reached (RFC 8839 §5.1).
 *
 * @param transport in lower case: {@code udp}, {@code tcp}, or what a peer invents
 * @param address never looked up in DNS: a peer may write any name, and browsers hide their own behind {@code .local} ones
 * @param type {@code host}, {@code srflx}, {@code prflx}, {@code relay}, or what a peer invents
 * @param extensions what follows the type, such as {@code tcptype passive}, as written
 */
public record IceCandidate(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        String extensions) {

    /** RTP and, multiplexed with it, RTCP. */
    public static final int RTP = 1;

    private static final int LONGEST_ADDRESS = 255;
    private static final String PREFIX = "candidate:";

    /** A host candidate of this side over UDP. */
    public static IceCandidate hostUdp(int foundation, long priority, String address, int port) {
        return new IceCandidate(Integer.toString(foundation), RTP, "udp", priority, address, port, "host", "");
    }

    /** A host candidate of this side that waits for TCP connections (RFC 6544 §4.5). */
    public static IceCandidate hostTcp(int foundation, long priority, String address, int port) {
        return new IceCandidate(
                Integer.toString(foundation), RTP, "tcp", priority, address, port, "host", "tcptype passive");
    }

    /** Of the value as browsers hand it to scripts, {@code candidate:…}, with or without {@code a=} before it. */
    public static IceCandidate parse(String text) {
        if (text.length() > SdpLine.LONGEST_LINE || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new SdpException("A candidate is one line of at most " + SdpLine.LONGEST_LINE + " characters.");
        }
        String line = text.startsWith("a=") ? text.substring(2) : text;
        if (!line.startsWith(PREFIX)) {
            throw new SdpException("A candidate starts with \"candidate:\".");
        }
        return parse(new Words(1, line.substring(PREFIX.length())));
    }

    static IceCandidate parse(Words words) {
        String foundation = words.word("the foundation of the candidate");
        int component = words.integer("the component of the candidate", 1, 256);
        String transport = words.word("the transport of the candidate").toLowerCase(Locale.ROOT);
        long priority = words.number("the priority of the candidate", 0, 0xFFFF_FFFFL);
        String address = address(words);
        int port = words.integer("the port of the candidate", 0, 65_535);
        if (!words.word("the word typ").equals("typ")) {
            throw words.refused("a candidate's port is followed by its type.");
        }
        String type = words.word("the type of the candidate");
        return new IceCandidate(foundation, component, transport, priority, address, port, type, words.rest());
    }

    /** The value of the extension attribute of that name, such as {@code tcptype}; empty where there is none. */
    public String extension(String name) {
        List<String> pairs = new ArrayList<>(List.of(extensions.split(" ", 64)));
        int at = pairs.indexOf(name);
        return at >= 0 && at % 2 == 0 && at + 1 < pairs.size() ? pairs.get(at + 1) : "";
    }

    /** As it stands after {@code a=}, and as browsers take it from scripts. */
    public String line() {
        String line = PREFIX + foundation + " " + component + " " + transport + " " + priority + " " + address + " "
                + port + " typ " + type;
        return extensions.isEmpty() ? line : line + " " + extensions;
    }

    /** IPv4, IPv6 with its zone, and names. */
    private static String address(Words words) {
        String address = words.word("the address of the candidate");
        if (address.length() > LONGEST_ADDRESS || !Ascii.has(address, ".:-_%")) {
            throw words.refused("the address of a candidate is not " + SdpException.quote(address) + ".");
        }
        return address;
    }
}
