package live.weir.load.rtc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Gathers what one m-line and its attributes say. */
final class MediaReading implements Consumer<String> {

    private final String kind;
    private final boolean refused;
    private final List<Integer> formats = new ArrayList<>();
    private final Map<Integer, String> codecs = new HashMap<>();
    private final Map<Integer, Integer> repairs = new HashMap<>();
    private final Map<String, Integer> extensions = new HashMap<>();
    private final Map<Integer, Integer> repairSources = new HashMap<>();
    private String mid = "";
    private boolean nacks;

    MediaReading(String line) {
        String[] fields = line.substring(2).strip().split(" ", -1);
        if (fields.length < 4) {
            throw new RtcFailure("The server's description has an m-line that cannot be read");
        }
        kind = fields[0];
        refused = fields[1].equals("0");
        for (int i = 3; i < fields.length; i++) {
            if (fields[i].matches("\\d{1,3}")) {
                formats.add(Integer.valueOf(fields[i]));
            }
        }
    }

    @Override
    public void accept(String line) {
        int colon = line.indexOf(':');
        String[] words = line.substring(colon + 1).strip().split("[ ;]+", -1);
        try {
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "a=mid" -> mid = words[0];
                case "a=rtpmap" -> codecs.put(Integer.valueOf(words[0]), words[1].toLowerCase(Locale.ROOT));
                case "a=rtcp-fb" -> nacks |= words.length == 2 && words[1].equals("nack");
                case "a=extmap" -> extensions.put(words[1], Integer.valueOf(words[0].replaceAll("/.*", "")));
                case "a=fmtp" -> readRepair(words);
                case "a=ssrc-group" -> readGroup(words);
                default -> {} // nothing that is used here
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException unlike) {
            throw new RtcFailure("The server's description has a line that cannot be read: '"
                    + line.substring(0, Math.min(60, line.length())) + "'");
        }
    }

    private void readRepair(String[] words) {
        for (String word : words) {
            if (word.startsWith("apt=")) {
                repairs.put(Integer.valueOf(words[0]), Integer.valueOf(word.substring(4)));
            }
        }
    }

    private void readGroup(String[] words) {
        if (words[0].equals("FID")) {
            repairSources.put(Integer.parseUnsignedInt(words[2]), Integer.parseUnsignedInt(words[1]));
        }
    }

    RemoteMedia finish() {
        return new RemoteMedia(kind, mid, refused, formats, codecs, repairs, extensions, repairSources, nacks);
    }
}
