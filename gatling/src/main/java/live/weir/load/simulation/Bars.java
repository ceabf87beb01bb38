package live.weir.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.details;

import io.gatling.javaapi.core.Assertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run must measure up to. {@code strict} are the design's bars; {@code easy} only say that it works, on however
 * slow a machine. */
enum Bars {
    STRICT(1, 99.9, 99),
    EASY(8, 80, 0),
    NONE(0, 0, 0);

    private static final int FIRST_PICTURE_WEBRTC = 1_000;
    private static final int FIRST_PICTURE_HLS = 2_000;
    private static final int GLASS_WEBRTC = 250;
    private static final int GLASS_HLS = 3_000;
    private static final int CHAT_SEEN = 50;
    private static final int API_LATE = 50;
    private static final int API_LATEST = 100;

    private final int slack;
    private final double joins;
    private final double seconds;

    Bars(int slack, double joins, double seconds) {
        this.slack = slack;
        this.joins = joins;
        this.seconds = seconds;
    }

    static Bars chosen(Bars otherwise) {
        String name = Knobs.text("bars", otherwise.name()).toUpperCase(Locale.ROOT);
        for (Bars bars : values()) {
            if (bars.name().equals(name)) {
                return bars;
            }
        }
        throw new IllegalArgumentException("load.bars is '" + name + "', but has to be strict, easy or none");
    }

    List<Assertion> performing() {
        return lasting(Scenes.PERFORM, "connected");
    }

    List<Assertion> watching() {
        return media(Scenes.WATCH);
    }

    List<Assertion> seeing() {
        return media(Scenes.SEE);
    }

    private List<Assertion> media(String name) {
        List<Assertion> all = lasting(name, "first keyframe");
        addLate(all, name + ": first keyframe", 95, FIRST_PICTURE_WEBRTC);
        addSeconds(all, name);
        addLate(all, name + ": second", 95, GLASS_WEBRTC);
        return all;
    }

    List<Assertion> playing() {
        List<Assertion> all = lasting(Scenes.PLAY, "first picture");
        addLate(all, Scenes.PLAY + ": first picture", 95, FIRST_PICTURE_HLS);
        addSeconds(all, Scenes.PLAY);
        addLate(all, Scenes.PLAY + ": second", 95, GLASS_HLS);
        return all;
    }

    List<Assertion> listening() {
        return lasting(Scenes.ROOM, "welcome");
    }

    List<Assertion> talking() {
        List<Assertion> all = succeeding(Scenes.ROOM + ": ack");
        addLate(all, Scenes.ROOM + ": seen", 95, CHAT_SEEN);
        return all;
    }

    List<Assertion> calling() {
        List<Assertion> all = succeeding("api: live");
        addLate(all, "api: live", 95, API_LATE);
        addLate(all, "api: live", 99, API_LATEST);
        return all;
    }

    List<Assertion> hosting() {
        return lasting(Scenes.HOST, "live");
    }

    List<Assertion> joining() {
        return lasting(Scenes.GUEST, "connected");
    }

    /** What begins must go on: who is cut off has no late seconds. */
    private List<Assertion> lasting(String name, String begin) {
        List<Assertion> all = succeeding(name + ": " + begin);
        all.addAll(succeeding(name + ": stayed"));
        return all;
    }

    private List<Assertion> succeeding(String row) {
        List<Assertion> all = new ArrayList<>();
        if (this != NONE) {
            all.add(details(row).successfulRequests().percent().gte(joins));
        }
        return all;
    }

    private void addLate(List<Assertion> all, String row, double percent, int millis) {
        if (this == STRICT) {
            all.add(details(row).responseTime().percentile(percent).lte(millis * slack));
        }
    }

    private void addSeconds(List<Assertion> all, String name) {
        if (this == STRICT) {
            all.add(details(name + ": second").successfulRequests().percent().gte(seconds));
        }
    }

    int slack() {
        return Math.max(1, slack);
    }
}
