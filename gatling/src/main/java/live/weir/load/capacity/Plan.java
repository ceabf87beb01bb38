package live.weir.load.capacity;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What an operator expects and pays. What its file does not say has a default, and the report says so. */
final class Plan {

    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("viewers", "10000,1000000,10000000");
        DEFAULTS.put("viewers.per.broadcast", "200");
        DEFAULTS.put("webrtc.percent", "5");
        DEFAULTS.put("webrtc.megabits", "1.5");
        DEFAULTS.put("hls.megabits", "2.5");
        DEFAULTS.put("cdn.percent", "95");
        DEFAULTS.put("performers.per.broadcast", "1.2");
        DEFAULTS.put("kurento.percent", "0");
        DEFAULTS.put("kurento.viewers.per.server", "300");
        DEFAULTS.put("chat.percent", "40");
        DEFAULTS.put("chat.messages.per.room.second", "1");
        DEFAULTS.put("api.requests.per.viewer.second", "0.02");
        DEFAULTS.put("node.cores", "8");
        DEFAULTS.put("node.gigabits", "10");
        DEFAULTS.put("node.use.percent", "60");
        DEFAULTS.put("regions", "1");
        DEFAULTS.put("average.percent.of.peak", "30");
        DEFAULTS.put("recording.days", "30");
        DEFAULTS.put("recording.megabits", "5");
        DEFAULTS.put("growth.percent.per.month", "10");
        DEFAULTS.put("price.node.hour", "0.35");
        DEFAULTS.put("price.kurento.hour", "0.35");
        DEFAULTS.put("price.egress.gigabyte", "0.01");
        DEFAULTS.put("price.cdn.gigabyte", "0.005");
        DEFAULTS.put("price.storage.gigabyte.month", "0.02");
    }

    private final Properties stated;

    private Plan(Properties stated) {
        this.stated = stated;
    }

    static Plan defaults() {
        return new Plan(new Properties());
    }

    /** @throws IllegalArgumentException with one line that names what is wrong */
    static Plan read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The plan cannot be read: " + file, unreadable);
        }
        for (String name : properties.stringPropertyNames()) {
            if (!DEFAULTS.containsKey(name) && !Measured.isName(name)) {
                throw new IllegalArgumentException(
                        file + " has '" + name + "', which is none of " + DEFAULTS.keySet() + Measured.names());
            }
        }
        return new Plan(properties);
    }

    boolean states(String name) {
        return stated.containsKey(name);
    }

    String text(String name) {
        String otherwise = DEFAULTS.getOrDefault(name, "");
        return stated.getProperty(name, otherwise).strip();
    }

    double number(String name) {
        String text = text(name);
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number <= 1e12) {
                return number;
            }
        } catch (NumberFormatException unlike) {
            // told below
        }
        throw new IllegalArgumentException(name + " is '" + text + "', but has to be a number from 0 to 10¹²");
    }

    double share(String name) {
        double percent = number(name);
        if (percent > 100) {
            throw new IllegalArgumentException(name + " is more than 100");
        }
        return percent / 100;
    }

    long[] viewers() {
        try {
            return Arrays.stream(text("viewers").split(",", -1))
                    .mapToLong(each -> Long.parseLong(each.strip().replace("_", "")))
                    .peek(each -> {
                        if (each < 1 || each > 1_000_000_000) {
                            throw new IllegalArgumentException("viewers are 1 to a thousand million");
                        }
                    })
                    .toArray();
        } catch (NumberFormatException unlike) {
            throw new IllegalArgumentException(
                    "viewers is '" + text("viewers") + "', but has to be like 10000,1000000");
        }
    }

    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        DEFAULTS.forEach((name, value) -> all.put(name, text(name) + (states(name) ? " (stated)" : " (assumed)")));
        return all;
    }
}
