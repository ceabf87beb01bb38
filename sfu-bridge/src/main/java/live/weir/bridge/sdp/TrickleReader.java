package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a trickled fragment from top to bottom. */
final class TrickleReader {

    private final TransportReader transport = new TransportReader();
    private final List<TrickleFragment.Media> media = new ArrayList<>();
    private final List<IceCandidate> candidates = new ArrayList<>();
    private @Nullable MediaLine line;
    private int lineNumber;
    private @Nullable String mid;
    private boolean mediaComplete;
    private boolean complete;

    TrickleFragment read(List<SdpLine> lines) {
        lines.forEach(this::read);
        finishMedia();
        boolean everyMedia = !media.isEmpty()
                && media.stream().allMatch(one -> one.candidates().complete());
        return new TrickleFragment(transport.credentials(), media, complete || everyMedia);
    }

    private void read(SdpLine next) {
        if (next.type() == 'm') {
            finishMedia();
            line = MediaLine.parse(next.words());
            lineNumber = next.number();
        } else if (next.type() == 'a') {
            readAttribute(next);
        }
    }

    private void readAttribute(SdpLine next) {
        Words words = next.arguments();
        switch (next.name()) {
            case "mid" -> mid = MediaReader.mid(words);
            case "candidate" -> readCandidate(words);
            case "end-of-candidates" -> {
                mediaComplete |= line != null;
                complete |= line == null;
            }
            default -> transport.takes(next);
        }
    }

    private void readCandidate(Words words) {
        if (line == null) {
            throw words.refused("a candidate stands under the m-line that it belongs to.");
        }
        words.add(candidates, IceCandidate.parse(words), CandidateList.MOST, "candidates in an m-line");
    }

    private void finishMedia() {
        if (line == null) {
            return;
        }
        if (mid == null) {
            throw new SdpException(lineNumber, "an m-line of a fragment names its mid.");
        }
        if (media.size() >= SessionDescription.MOST_MEDIA) {
            throw new SdpException(lineNumber, "there may be " + SessionDescription.MOST_MEDIA + " m-lines.");
        }
        media.add(new TrickleFragment.Media(line, mid, new CandidateList(candidates, mediaComplete)));
        candidates.clear();
        line = null;
        mid = null;
        mediaComplete = false;
    }
}
