package live.weir.load.simulation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import live.weir.load.compare.Comparison;

/** The simulations by the words that start them. */
public enum Command {
    SMOKE(Smoke.class, "half a minute with a few of everybody: does it work at all?"),
    LAUNCH(Launch.class, "everybody comes within ten seconds"),
    STEADY(Steady.class, "viewers come evenly and stay"),
    STRESS(Stress.class, "more and more viewers until a bar is missed: prints the knee"),
    SOAK(Soak.class, "the same for hours"),
    CO_STREAM(CoStream.class, "several performers on one stage, seen by all viewers"),
    BIG_CHAT(BigChat.class, "one room with thousands who listen"),
    FLASH_CROWD(FlashCrowd.class, "everybody wants into one channel in one moment, most by HLS"),
    CHAOS(Chaos.class, "something breaks in the middle: what goes on?"),
    MIXED_EVENING(MixedEvening.class, "performers, viewers by WebRTC and HLS, chat, API");

    private static final Duration REHEARSAL = Duration.ofSeconds(10);

    private final Class<?> simulation;
    private final String purpose;

    Command(Class<?> simulation, String purpose) {
        this.simulation = simulation;
        this.purpose = purpose;
    }

    public static Command of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + word + "'.\n" + help()));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String simulation() {
        return simulation.getName();
    }

    /** Listeners, messages a second and seconds by the knobs; gives the file that was written. */
    public static Path compareChat() {
        return Comparison.chat(
                Knobs.protocol(),
                Knobs.sizes("users", 1_000),
                Knobs.number("idle", 0, 0, Knobs.most()),
                Knobs.number("rate", 20, 1, 1_000),
                (int) Knobs.span("duration", Duration.ofSeconds(10)).toSeconds(),
                Path.of(Knobs.text("results", "results")));
    }

    /** Words like {@code users=20}. */
    public static void turnKnobs(List<String> words) {
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !Knobs.KNOWN.containsKey(name)) {
                throw new IllegalArgumentException("'" + word + "' is no knob.\n" + help());
            }
            System.setProperty("load." + name, word.substring(equals + 1));
        }
    }

    /** For how long the generator plays to itself before the run. */
    public Duration rehearsal() {
        return Knobs.span("rehearsal", this == SMOKE || this == BIG_CHAT ? Duration.ZERO : REHEARSAL);
    }

    public static String help() {
        String commands = Arrays.stream(values())
                .map(command -> "  %-14s %s".formatted(command.word(), command.purpose))
                .collect(Collectors.joining("\n"));
        String knobs = new TreeMap<>(Knobs.KNOWN)
                .entrySet().stream()
                        .map(knob -> "  %-14s %s".formatted(knob.getKey(), knob.getValue()))
                        .collect(Collectors.joining("\n"));
        return "load <simulation> [knob=value …]\n\n" + commands
                + "\n  compare-chat   Weir, nchan and socket.io under the same load, as a table"
                + "\n  capacity       what an audience takes and costs, by these results and an operator's plan"
                + "\n\nKnobs:\n" + knobs;
    }
}
