package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what an m-line says of its payload types. Firefox writes {@code fmtp} before {@code rtpmap}, so they are joined at the end;
 * lines about types that the m-line does not list say nothing.
 */
final class FormatReader {

    private static final int MOST_PARAMETERS = 64;
    private static final int MOST_FEEDBACK = 32;

    private final Map<Integer, Parts> parts = new LinkedHashMap<>();
    private final List<String> everyFeedback = new ArrayList<>();

    FormatReader(List<Integer> payloadTypes) {
        payloadTypes.forEach(type -> parts.put(type, new Parts()));
    }

    void readMapping(Words words) {
        Parts format = named(words);
        String name = words.upTo('/', "the name of the codec");
        int clockRate = words.integer(words.upTo('/', "the clock rate"), "the clock rate", 1, 10_000_000);
        int channels = words.hasNext() ? words.integer("the channels", 1, 255) : 1;
        format.mapping = new Codec(name, clockRate, channels, Map.of(), List.of());
    }

    void readParameters(Words words) {
        Parts format = named(words);
        while (words.hasNext()) {
            String parameter = words.upTo(';', "a parameter");
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (format.parameters.size() >= MOST_PARAMETERS) {
                throw words.refused("there may be " + MOST_PARAMETERS + " parameters of a format.");
            }
            format.parameters.put(name.toLowerCase(Locale.ROOT), equals < 0 ? "" : parameter.substring(equals + 1));
        }
    }

    void readFeedback(Words words) {
        String type = words.word("the payload type");
        List<String> feedback = type.equals("*") ? everyFeedback : named(words, type).feedback;
        String message = words.rest();
        if (!feedback.contains(message)) {
            words.add(feedback, message, MOST_FEEDBACK, "kinds of feedback");
        }
    }

    /** In the order of the m-line; static payload types without a mapping are passed over, no stage takes them. */
    List<PayloadFormat> read() {
        List<PayloadFormat> formats = new ArrayList<>();
        parts.forEach((type, format) -> {
            if (format.mapping != null) {
                formats.add(new PayloadFormat(type, format.joined(format.mapping, everyFeedback)));
            }
        });
        return formats;
    }

    private Parts named(Words words) {
        return named(words, words.word("the payload type"));
    }

    private Parts named(Words words, String word) {
        int type = words.integer(word, "the payload type", 0, PayloadFormat.HIGHEST_TYPE);
        return parts.getOrDefault(type, new Parts());
    }

    private static final class Parts {

        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final List<String> feedback = new ArrayList<>();
        private @Nullable Codec mapping;

        Codec joined(Codec mapping, List<String> everyFeedback) {
            List<String> all = new ArrayList<>(feedback);
            everyFeedback.stream()
                    .filter(message -> !feedback.contains(message))
                    .forEach(all::add);
            return new Codec(mapping.name(), mapping.clockRate(), mapping.channels(), parameters, all);
        }
    }
}
