package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the {@code a=ssrc} and {@code a=ssrc-group} lines of an m-line. */
final class SourceReader {

    private static final int MOST_SOURCES = 64;
    private static final int MOST_GROUPS = 64;
    private static final int MOST_IN_GROUP = 16;

    private final Map<Long, Source> sources = new LinkedHashMap<>();
    private final List<SourceGroup> groups = new ArrayList<>();

    void readSource(Words words) {
        long ssrc = words.number("the SSRC", 0, Source.HIGHEST_SSRC);
        if (!sources.containsKey(ssrc) && sources.size() >= MOST_SOURCES) {
            throw words.refused("there may be " + MOST_SOURCES + " SSRCs in an m-line.");
        }
        Source known = sources.getOrDefault(ssrc, new Source(ssrc, null, null));
        sources.put(ssrc, words.hasNext() ? with(known, words) : known);
    }

    void readGroup(Words words) {
        String semantics = words.word("the semantics of the group");
        List<Long> ssrcs = new ArrayList<>();
        while (words.hasNext()) {
            words.add(ssrcs, words.number("the SSRC", 0, Source.HIGHEST_SSRC), MOST_IN_GROUP, "SSRCs in a group");
        }
        words.add(groups, new SourceGroup(semantics, ssrcs), MOST_GROUPS, "groups of SSRCs");
    }

    List<Source> sources() {
        return List.copyOf(sources.values());
    }

    List<SourceGroup> groups() {
        return groups;
    }

    private static Source with(Source known, Words words) {
        @Nullable String cname = known.cname();
        @Nullable Msid msid = known.msid();
        switch (words.upTo(':', "the attribute of the SSRC")) {
            case "cname" -> cname = words.word("the cname");
            case "msid" -> msid = Msid.parse(words);
            default -> words.rest();
        }
        return new Source(known.ssrc(), cname, msid);
    }
}
