package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a description from top to bottom. */
final class SessionReader {

    private static final int MOST_BUNDLES = 16;
    private static final int MOST_EXTENSIONS = 64;

    private final TransportReader transport = new TransportReader();
    private final List<List<String>> bundles = new ArrayList<>();
    private final List<HeaderExtension> extensions = new ArrayList<>();
    private final List<MediaDescription> media = new ArrayList<>();
    private final Set<String> mids = new HashSet<>();
    private @Nullable Origin origin;
    private Direction direction = Direction.SENDRECV;
    private boolean iceLite;
    private boolean extmapAllowMixed;
    private @Nullable MediaReader current;

    SessionDescription read(List<SdpLine> lines) {
        if (lines.isEmpty()
                || lines.get(0).type() != 'v'
                || !lines.get(0).value().strip().equals("0")) {
            throw new SdpException(1, "a description starts with v=0.");
        }
        for (SdpLine line : lines.subList(1, lines.size())) {
            read(line);
        }
        finishMedia();
        if (origin == null) {
            throw new SdpException("A description has an o= line.");
        }
        return new SessionDescription(origin, bundles, iceLite, extmapAllowMixed, transport.read(), media);
    }

    private void read(SdpLine line) {
        if (line.type() == 'm') {
            startMedia(line);
        } else if (current != null) {
            current.read(line);
        } else if (line.type() == 'o') {
            origin = Origin.parse(line.words());
        } else if (line.type() == 'a') {
            readAttribute(line);
        }
    }

    private void readAttribute(SdpLine line) {
        Words words = line.arguments();
        switch (line.name()) {
            case "group" -> readGroup(words);
            case "ice-lite" -> iceLite = true;
            case "extmap-allow-mixed" -> extmapAllowMixed = true;
            case "extmap" -> words.add(extensions, HeaderExtension.parse(words), MOST_EXTENSIONS, "header extensions");
            case "sendrecv", "sendonly", "recvonly", "inactive" -> direction = Direction.parse(words, line.name());
            default -> transport.takes(line);
        }
    }

    private void readGroup(Words words) {
        if (!words.word("the semantics of the group").equals("BUNDLE")) {
            return;
        }
        List<String> named = new ArrayList<>();
        while (words.hasNext()) {
            words.add(named, words.word("a mid"), SessionDescription.MOST_MEDIA, "mids in a group");
        }
        words.add(bundles, named, MOST_BUNDLES, "bundles");
    }

    private void startMedia(SdpLine line) {
        finishMedia();
        if (media.size() >= SessionDescription.MOST_MEDIA) {
            throw new SdpException(line.number(), "there may be " + SessionDescription.MOST_MEDIA + " m-lines.");
        }
        current = new MediaReader(line, direction, extensions);
    }

    private void finishMedia() {
        if (current == null) {
            return;
        }
        MediaDescription finished = current.read();
        String mid = finished.mid();
        if (mid != null && !mids.add(mid)) {
            throw new SdpException("Two m-lines have the mid " + SdpException.quote(mid) + ".");
        }
        media.add(finished);
        current = null;
    }
}
