package live.weir.signaling.whep;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.WatchWish;
import org.springframework.util.MultiValueMap;

/** Reads what a viewer wants out of the address: {@code ?performer=ada,ben&quality=720p}. */
final class WatchQuery {

    private static final String PERFORMER = "performer";
    private static final String QUALITY = "quality";
    private static final String AUDIO = "audio";
    private static final int MOST_PERFORMERS = 32;
    private static final int LONGEST_NAME = 100;

    /** 0 for no limit: both words leave the choice to what the way to the viewer carries. */
    private static final Map<String, Integer> HEIGHTS =
            Map.of("auto", 0, "source", 0, "1080p", 1080, "720p", 720, "480p", 480, "360p", 360, "240p", 240);

    private WatchQuery() {}

    static WatchWish read(MultiValueMap<String, String> query) {
        Set<String> performers = performers(values(query, PERFORMER));
        List<String> qualities = values(query, QUALITY);
        String quality = qualities.isEmpty() ? "auto" : qualities.get(0);
        Integer height = HEIGHTS.get(quality);
        boolean video = !quality.equals(AUDIO);
        if (qualities.size() > 1 || (video && height == null)) {
            throw invalid(QUALITY, "must be one of auto, source, 1080p, 720p, 480p, 360p, 240p, audio");
        }
        return new WatchWish(performers, video, height == null ? 0 : height);
    }

    /** A parameter without an equals sign has the value null. */
    private static List<String> values(MultiValueMap<String, String> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .map(value -> Objects.requireNonNullElse(value, ""))
                .toList();
    }

    private static Set<String> performers(List<String> values) {
        Set<String> names = values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", MOST_PERFORMERS + 1)))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
        if (names.size() > MOST_PERFORMERS || !names.stream().allMatch(WatchQuery::isName)) {
            throw invalid(PERFORMER, "must be up to " + MOST_PERFORMERS + " performers, by id or name, between commas");
        }
        return names;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl);
    }

    private static StageRefused invalid(String parameter, String rule) {
        return StageRefused.of(Reason.INVALID, "The parameter '" + parameter + "' " + rule + ".");
    }
}
