package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;

/** Reads the lines of one m-line. Attributes it does not know say nothing to it. */
final class MediaReader {

    private static final int MOST_BANDWIDTHS = 8;
    private static final int MOST_EXTENSIONS = 64;
    private static final int MOST_MSIDS = 16;
    private static final int LONGEST_MID = 64;

    private final MediaBuilder media;
    private final TransportReader transport = new TransportReader();
    private final FormatReader formats;
    private final SourceReader sources = new SourceReader();
    private final List<IceCandidate> candidates = new ArrayList<>();
    private boolean complete;

    /** @param direction what holds unless the m-line says otherwise: its session's */
    MediaReader(SdpLine line, Direction direction, List<HeaderExtension> sessionExtensions) {
        MediaLine mediaLine = MediaLine.parse(line.words());
        media = new MediaBuilder(mediaLine).direction(direction);
        media.extensions().addAll(sessionExtensions);
        formats = new FormatReader(mediaLine.payloadTypes(line.words()));
    }

    void read(SdpLine line) {
        switch (line.type()) {
            case 'a' -> readAttribute(line);
            case 'b' -> line.words().add(media.bandwidth(), line.value(), MOST_BANDWIDTHS, "bandwidths");
            default -> {
                // Titles, connection addresses and keys: ICE and DTLS say it better.
            }
        }
    }

    private void readAttribute(SdpLine line) {
        Words words = line.arguments();
        switch (line.name()) {
            case "mid" -> media.mid(mid(words));
            case "sendrecv", "sendonly", "recvonly", "inactive" -> media.direction(Direction.parse(words, line.name()));
            case "rtcp-mux" -> media.multiplexing(true, false, false);
            case "rtcp-rsize" -> media.multiplexing(false, true, false);
            case "bundle-only" -> media.multiplexing(false, false, true);
            case "rtpmap" -> formats.readMapping(words);
            case "fmtp" -> formats.readParameters(words);
            case "rtcp-fb" -> formats.readFeedback(words);
            case "extmap" ->
                words.add(media.extensions(), HeaderExtension.parse(words), MOST_EXTENSIONS, "header extensions");
            default -> readStreams(line, words);
        }
    }

    private void readStreams(SdpLine line, Words words) {
        switch (line.name()) {
            case "ssrc" -> sources.readSource(words);
            case "ssrc-group" -> sources.readGroup(words);
            case "msid" -> words.add(media.msids(), Msid.parse(words), MOST_MSIDS, "msids");
            case "rid" -> words.add(media.rids(), Rid.parse(words), Rid.MOST, "rids");
            case "simulcast" -> media.simulcast(Simulcast.parse(words));
            case "candidate" ->
                words.add(candidates, IceCandidate.parse(words), CandidateList.MOST, "candidates in an m-line");
            case "end-of-candidates" -> complete = true;
            default -> transport.takes(line);
        }
    }

    MediaDescription read() {
        return media.transport(transport.read())
                .payloads(formats.read())
                .sources(sources.sources(), sources.groups())
                .candidates(new CandidateList(candidates, complete))
                .build();
    }

    static String mid(Words words) {
        String mid = words.word("the mid");
        if (mid.length() > LONGEST_MID) {
            throw words.refused("a mid may have " + LONGEST_MID + " characters.");
        }
        return mid;
    }
}
