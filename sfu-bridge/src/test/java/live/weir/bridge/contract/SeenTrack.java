package live.weir.bridge.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import live.weir.bridge.rtp.RtcpWriter;
import live.weir.bridge.rtp.RtpView;
import live.weir.bridge.rtp.Sequences;
import org.jspecify.annotations.Nullable;

/** What came in one of a viewer's tracks. Packets come on the peer's thread, questions on others. */
final class SeenTrack {

    private static final long REORDERED_NANOS = 15_000_000;
    private static final long ASK_AGAIN_NANOS = 60_000_000;
    private static final int MOST_MISSING = 64;
    private static final long WINDOW = 1000;

    /** When a sender report says what. */
    record Report(long ntpTime, int rtpTime) {}

    private static final class Gap {
        final long since;
        long askedAt;

        Gap(long since) {
            this.since = since;
        }
    }

    private final ServerWords.Line line;
    private final TreeMap<Long, Seen> packets = new TreeMap<>();
    private final Map<Long, Gap> gaps = new HashMap<>();
    private long first = -1;
    private long newest = -1;
    private int again;
    private int duplicates;
    private int empty;
    private int height;
    private @Nullable Report report;
    private int lastReport;
    private long reportedAt;

    SeenTrack(ServerWords.Line line) {
        this.line = line;
    }

    ServerWords.Line line() {
        return line;
    }

    synchronized void receive(RtpView view, long now) {
        boolean resent = view.ssrc() == line.rtxSsrc();
        require(view.payloadType() == (resent ? line.rtxPayloadType() : line.payloadType()), "payload type");
        requireMid(view);
        byte[] payload =
                Arrays.copyOfRange(view.bytes(), view.payloadOffset(), view.payloadOffset() + view.payloadLength());
        int wire = view.sequence();
        if (resent) {
            require(payload.length > 2, "retransmission of nothing");
            wire = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
            payload = Arrays.copyOfRange(payload, 2, payload.length);
            again++;
        }
        long sequence = newest < 0 ? 0x10000 + wire : newest + Sequences.distance((int) newest, wire);
        note(sequence, resent, now);
        if (payload.length > 0) {
            keep(seen(view, sequence, payload, resent));
        } else {
            empty++;
        }
    }

    private void requireMid(RtpView view) {
        int id = line.extension(ClientWords.MID);
        int length = id == 0 ? -1 : view.extensionLength(id);
        require(length < 0 || line.mid().length() == length, "mid");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("Wrong " + what);
        }
    }

    private void note(long sequence, boolean resent, long now) {
        if (first < 0 && !resent) { // a probe may bring again what was sent before there were keys
            first = sequence;
        }
        Gap filled = gaps.remove(sequence);
        if (filled != null && !resent && filled.askedAt > 0) {
            again++; // a server without RTX sends it as it was
        }
        if (resent && newest >= 0) {
            return; // what overtakes the packets before it must not hide that they are missing
        }
        if (newest >= 0 && sequence > newest + 1) {
            require(sequence - newest < WINDOW, "sequence number: from " + newest + " to " + sequence);
            for (long lost = newest + 1; lost < sequence; lost++) {
                if (!packets.containsKey(lost)) {
                    gaps.put(lost, new Gap(now));
                }
            }
        }
        newest = Math.max(newest, sequence);
    }

    private Seen seen(RtpView view, long sequence, byte[] payload, boolean resent) {
        Content content = line.video() ? Content.ofPicture(payload) : Content.ofVoice(payload);
        if (line.video() && Content.height(payload) > 0) {
            height = Content.height(payload);
        }
        return new Seen(
                sequence,
                view.timestamp(),
                view.marker(),
                content,
                line.video() ? Content.pictureId(payload) : -1,
                line.video() ? payload[4] & 0xFF : -1,
                resent);
    }

    private void keep(Seen seen) {
        Seen known = packets.putIfAbsent(seen.sequence(), seen);
        if (known != null) {
            duplicates++;
            require(
                    known.content().equals(seen.content())
                            && known.timestamp() == seen.timestamp()
                            && known.pictureId() == seen.pictureId(),
                    "packet under a number that was used: " + known + ", " + seen);
        }
    }

    synchronized int[] missing(long now) {
        gaps.keySet().removeIf(sequence -> sequence < newest - WINDOW);
        return gaps.entrySet().stream()
                .filter(gap -> isDue(gap.getValue(), now))
                .map(Map.Entry::getKey)
                .sorted()
                .limit(MOST_MISSING)
                .mapToInt(sequence -> (int) (sequence & 0xFFFF))
                .toArray();
    }

    private static boolean isDue(Gap gap, long now) {
        if (now - gap.since < REORDERED_NANOS || now - gap.askedAt < ASK_AGAIN_NANOS) {
            return false;
        }
        gap.askedAt = now;
        return true;
    }

    synchronized void report(long ntpTime, int rtpTime, long now) {
        report = new Report(ntpTime, rtpTime);
        lastReport = (int) (ntpTime >>> 16);
        reportedAt = now;
    }

    synchronized @Nullable Report report() {
        return report;
    }

    synchronized void writeReport(RtcpWriter writer, long now) {
        if (newest >= 0) {
            int delay = lastReport == 0 ? 0 : (int) ((now - reportedAt) / 1000 * 65_536 / 1_000_000);
            writer.reportBlock(line.ssrc(), 0, gaps.size(), newest, 7, lastReport, delay);
        }
    }

    /**
     * The numbers that nothing came under, from the packet that came first to the one so many further on, counted from that
     * first. Nobody can miss what was sent before it.
     */
    synchronized List<Long> missingUpTo(int count) {
        return LongStream.rangeClosed(first, first + count)
                .filter(sequence -> !packets.containsKey(sequence))
                .mapToObj(sequence -> sequence - first)
                .toList();
    }

    /** By their sequence numbers, from the packet that came first. */
    synchronized List<Seen> packets() {
        return List.copyOf(packets.tailMap(first, true).values());
    }

    /** Of packets whose numbers follow one another. */
    synchronized int longestRow() {
        int longest = 0;
        int row = 0;
        long before = Long.MIN_VALUE;
        for (long sequence : packets.keySet()) {
            row = sequence == before + 1 ? row + 1 : 1;
            longest = Math.max(longest, row);
            before = sequence;
        }
        return longest;
    }

    synchronized int count() {
        return packets.size();
    }

    synchronized int gaps() {
        return gaps.size();
    }

    /** Of the newest keyframe. */
    synchronized int height() {
        return height;
    }

    synchronized int again() {
        return again;
    }

    synchronized int duplicates() {
        return duplicates;
    }

    synchronized int empty() {
        return empty;
    }

    synchronized @Nullable Seen newest() {
        return packets.isEmpty() ? null : packets.lastEntry().getValue();
    }

    /** -1 before there was any. */
    synchronized int newestLayer() {
        return packets.isEmpty() ? -1 : packets.lastEntry().getValue().content().layer();
    }

    synchronized int countOf(Performer performer) {
        return (int) packets.values().stream()
                .filter(seen -> seen.content().performer() == performer.number())
                .count();
    }

    /** NTP time, in nanoseconds of the sender's clock, that a packet's timestamp stands for by the last report. */
    static double nanosOf(Report report, Seen seen, int clockRate) {
        double ntp = (report.ntpTime() >>> 32) * 1e9 + (report.ntpTime() & 0xFFFFFFFFL) * 1e9 / 4294967296.0;
        return ntp + (seen.timestamp() - report.rtpTime()) * 1e9 / clockRate;
    }
}
