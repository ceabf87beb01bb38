package live.weir.load.simulation;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.weir.load.dsl.LoadProtocol;
import live.weir.load.media.Footage;
import live.weir.load.media.VideoCodec;
import org.jspecify.annotations.Nullable;

/**
 * What a run may be told: {@code -Dload.users=200 -Dload.duration=2m …}, or the same behind a simulation's name without the
 * {@code -Dload.}. Everything has a bound: a typing mistake must not become an attack.
 */
public final class Knobs {

    /** Longer than any run that a person waits for; a soak is the longest. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final String PREFIX = "load.";
    private static final List<String> STATED = List.of("whep", "hls", "janus", "kurento");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})\\s*(ms|s|m|h)");

    /** Every knob, with what it says about itself in the help. */
    static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("url", "the target, http://127.0.0.1:8080"),
            Map.entry("allow", "further hosts that may be loaded, comma-separated"),
            Map.entry("users", "how many users at most, in all"),
            Map.entry(
                    "idle",
                    "compare-chat: how many listen in the end while nobody speaks, for what each takes of memory"),
            Map.entry("ramp", "how long they take to arrive, such as 10s"),
            Map.entry("duration", "how long they stay, such as 2m"),
            Map.entry("channels", "how many broadcasts there are"),
            Map.entry("performers", "how many are on each stage (co-stream)"),
            Map.entry("bitrate", "of a performer's picture, in bit/s"),
            Map.entry("codec", "vp8 or h264"),
            Map.entry("footage", "a recording to show, .ivf or .h264"),
            Map.entry("rate", "messages per second in a chat room"),
            Map.entry("mix", "shares of the users, such as webrtc=50,hls=30,chat=15,api=5"),
            Map.entry("whip", "the address to publish to, for servers other than Weir"),
            Map.entry("whep", "the address to watch at, for servers other than Weir"),
            Map.entry("hls", "the playlist to play, for servers other than Weir"),
            Map.entry("janus", "the HTTP interface of a Janus, to perform and watch in its video room"),
            Map.entry("janus-room", "the number of its room, 1234"),
            Map.entry("kurento", "the JSON-RPC of a Kurento, to perform and watch in a pipeline of it"),
            Map.entry("bearer", "the token to publish with, for servers other than Weir"),
            Map.entry("watch-bearer", "the token to watch with"),
            Map.entry("most", "connections of a kind at a time; the bound of the bounds"),
            Map.entry("patience", "how long one step may take, such as 10s"),
            Map.entry("pid", "processes of the server, on this machine, whose CPU is to be measured"),
            Map.entry(
                    "rehearsal",
                    "for how long performers and viewers of the generator watch each other before the run, so that it"
                            + " is warm: 10s, but for smoke and big-chat"),
            Map.entry("results", "the folder for reports"),
            Map.entry("bars", "strict (DESIGN's), easy (what any shared machine reaches) or none"),
            Map.entry("chaos", "chaos: a command that breaks something, run in the middle"),
            Map.entry("mend", "chaos: the command that mends it"),
            Map.entry("returns", "chaos: for how long performers and viewers who are cut off try to come back, 30s"),
            Map.entry("step", "stress: how many users come with each step"),
            Map.entry("steps", "stress: how many steps at most"),
            Map.entry("plan", "capacity: an operator's file of expectations and prices (examples/plan.properties)"),
            Map.entry("with-hls", "smoke, chaos: true to play by HLS too, which takes a program's encoding"));

    private Knobs() {}

    static String text(String name, String otherwise) {
        if (!KNOWN.containsKey(name)) {
            throw new IllegalArgumentException("No such knob: " + name);
        }
        String text = System.getProperty(PREFIX + name, "").strip();
        return text.isEmpty() ? otherwise : text;
    }

    static int number(String name, int otherwise, int least, int most) {
        return number(name, text(name, Integer.toString(otherwise)), least, most);
    }

    /** Several, such as {@code 100,1000}, the least first. */
    static List<Integer> sizes(String name, int otherwise) {
        List<String> texts = list(name);
        return texts.isEmpty()
                ? List.of(otherwise)
                : texts.stream()
                        .map(text -> number(name, text, 1, most()))
                        .sorted()
                        .toList();
    }

    private static int number(String name, String written, int least, int most) {
        String text = written.replace("_", "");
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException unlike) {
            // told below
        }
        throw new IllegalArgumentException(
                "load." + name + " is '" + text + "', but has to be a number from " + least + " to " + most);
    }

    static Duration span(String name, Duration otherwise) {
        String text = System.getProperty(PREFIX + name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = SPAN.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "load." + name + " is '" + text + "', but has to be like 500ms, 30s, 5m or 2h");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration span = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        if (span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("load." + name + " is longer than " + LONGEST.toHours() + " h");
        }
        return span;
    }

    static boolean flag(String name) {
        return text(name, "false").equals("true");
    }

    /** Whether the target was stated by its media's addresses, and is no Weir. */
    static boolean isElsewhere() {
        return STATED.stream().anyMatch(name -> !text(name, "").isEmpty());
    }

    /** Whether it is a room of Janus or Kurento, which somebody has to perform in. */
    static boolean isRoom() {
        return !text("janus", "").isEmpty() || !text("kurento", "").isEmpty();
    }

    static int users(int otherwise) {
        return number("users", otherwise, 1, most());
    }

    static int most() {
        return number("most", 20_000, 1, 1_000_000);
    }

    static LoadProtocol protocol() {
        LoadProtocol protocol = LoadProtocol.to(text("url", "http://127.0.0.1:8080"))
                .most(most())
                .patience(span("patience", Duration.ofSeconds(10)));
        List<String> hosts = new ArrayList<>(list("allow"));
        for (String name : List.of("whip", "whep", "hls", "janus", "kurento")) {
            String host = host(text(name, ""));
            if (host != null) {
                hosts.add(host); // stated, too
            }
        }
        return protocol.allow(hosts.toArray(String[]::new)).servers(pids());
    }

    private static List<Long> pids() {
        try {
            return list("pid").stream().map(Long::valueOf).toList();
        } catch (NumberFormatException unlike) {
            throw new IllegalArgumentException(
                    "load.pid is '" + text("pid", "") + "', but has to be numbers of processes");
        }
    }

    private static @Nullable String host(String address) {
        return address.startsWith("http") || address.startsWith("ws")
                ? URI.create(address).getHost()
                : null;
    }

    static List<String> list(String name) {
        return Arrays.stream(text(name, "").split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    static Footage footage() {
        String file = text("footage", "");
        if (!file.isEmpty()) {
            return Footage.read(Path.of(file));
        }
        String codec = text("codec", "vp8").toUpperCase(Locale.ROOT);
        if (!codec.equals("VP8") && !codec.equals("H264")) {
            throw new IllegalArgumentException("load.codec is '" + codec + "', but has to be vp8 or h264");
        }
        return Footage.clip(VideoCodec.valueOf(codec));
    }

    static int bitsPerSecond() {
        return number("bitrate", 1_000_000, 10_000, 50_000_000);
    }
}
