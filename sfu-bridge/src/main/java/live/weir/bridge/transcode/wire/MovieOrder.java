package live.weir.bridge.transcode.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.weir.bridge.transcode.ConversionPlan;
import live.weir.bridge.transcode.Rung;

/** What a child that reads a file is told at its start, a line each: {@code name=value}. */
public record MovieOrder(Path socket, ConversionPlan plan) {

    public List<String> lines() {
        List<String> rungs = new ArrayList<>();
        for (Rung rung : plan.ladder()) {
            rungs.add(rung.width() + "x" + rung.height() + "x" + rung.bitrate());
        }
        return List.of(
                "socket=" + socket,
                "id=" + plan.id(),
                "file=" + plan.file(),
                "natives=" + plan.natives(),
                "ladder=" + String.join(",", rungs),
                "frameRate=" + plan.frameRate(),
                "part=" + plan.part().toMillis(),
                "keyframes=" + plan.keyframes().toMillis(),
                "audioBitrate=" + plan.audioBitrate(),
                "pictures=" + plan.pictures().toMillis(),
                "longest=" + plan.longest().toMillis(),
                "origin=" + ChronoUnit.MICROS.between(Instant.EPOCH, plan.origin()));
    }

    public static MovieOrder of(List<String> lines) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int sign = line.indexOf('=');
            values.put(line.substring(0, Math.max(0, sign)), line.substring(sign + 1));
        }
        List<Rung> ladder = new ArrayList<>();
        for (String rung : text(values, "ladder").split(",", -1)) {
            String[] numbers = rung.split("x", -1);
            ladder.add(
                    new Rung(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2])));
        }
        return new MovieOrder(
                Path.of(text(values, "socket")),
                new ConversionPlan(
                        text(values, "id"),
                        Path.of(text(values, "file")),
                        Path.of(text(values, "natives")),
                        ladder,
                        (int) number(values, "frameRate"),
                        Duration.ofMillis(number(values, "part")),
                        Duration.ofMillis(number(values, "keyframes")),
                        (int) number(values, "audioBitrate"),
                        Duration.ofMillis(number(values, "pictures")),
                        Duration.ofMillis(number(values, "longest")),
                        Instant.EPOCH.plus(number(values, "origin"), ChronoUnit.MICROS)));
    }

    private static String text(Map<String, String> values, String name) throws IOException {
        String value = values.get(name);
        if (value == null) {
            throw new IOException("An order lacks its " + name);
        }
        return value;
    }

    private static long number(Map<String, String> values, String name) throws IOException {
        return Long.parseLong(text(values, name));
    }
}
