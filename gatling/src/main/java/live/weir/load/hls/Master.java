package live.weir.load.hls;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rungs of a ladder, the smallest first. */
record Master(List<Rung> rungs) {

    private static final int MOST_LINES = 2_000;

    record Rung(long bandwidth, URI uri, String audio) {}

    static boolean is(String text) {
        return text.contains("#EXT-X-STREAM-INF");
    }

    static Master parse(String text, URI base) {
        List<String> lines = text.lines().limit(MOST_LINES).toList();
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).startsWith("#EXT-X-STREAM-INF:")) {
                Attributes attributes = new Attributes(lines.get(i));
                String uri = lines.get(i + 1).strip();
                if (uri.isEmpty() || uri.startsWith("#")) {
                    throw new BadPlaylist("a rung has no address");
                }
                rungs.add(new Rung(
                        (long) attributes.number("BANDWIDTH", 0), base.resolve(uri), attributes.text("AUDIO")));
            }
        }
        rungs.sort(Comparator.comparingLong(Rung::bandwidth));
        return new Master(rungs);
    }

    /** The highest that leaves some room; the lowest if none does. */
    int affordable(double bitsPerSecond) {
        int chosen = 0;
        for (int i = 1; i < rungs.size(); i++) {
            if (rungs.get(i).bandwidth() <= bitsPerSecond) {
                chosen = i;
            }
        }
        return chosen;
    }
}
