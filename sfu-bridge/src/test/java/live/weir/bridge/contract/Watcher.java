package live.weir.bridge.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import live.weir.bridge.rtp.RtcpView;
import live.weir.bridge.rtp.RtcpWriter;
import live.weir.bridge.rtp.RtpView;
import live.weir.bridge.rtp.SenderReport;
import live.weir.bridge.rtp.TransportFeedbackWriter;
import org.jspecify.annotations.Nullable;

/** A client that watches: takes packets in, asks for what is missing, reports, and notes everything it got. */
public final class Watcher extends Client {

    private static final int SSRC = 0x77;
    private static final long REPORT_NANOS = 500_000_000;
    private static final long FEEDBACK_NANOS = 50_000_000;
    private static final int MOST_STATUSES = 400;

    private int audio;
    private int video;
    private final List<SeenTrack> tracks = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> complaint = new AtomicReference<>();
    private final TreeMap<Integer, Long> arrivals = new TreeMap<>();
    private volatile boolean asksAgain = true;
    private long reportAt;
    private long feedbackAt;
    private int feedbackCount;
    private int transportBase = -1;

    public Watcher(int audio, int video) {
        this.audio = audio;
        this.video = video;
    }

    public String offer() {
        return words().viewerOffer(audio, video);
    }

    /** To an offer of the server's. */
    public String answer(String offer) {
        return words().answer(offer);
    }

    /** Further offers have so many rows more, behind those that are there. */
    void makeRoom(int moreAudio, int moreVideo) {
        audio += moreAudio;
        video += moreVideo;
    }

    /** Takes the answer to a further offer. */
    void agreeFurther(String answer) {
        agree(ServerWords.of(answer));
    }

    /** What was announced before may still come for a moment. */
    @Override
    void agree(ServerWords server) {
        server.lines().stream()
                .filter(line -> !line.refused() && line.ssrc() != -1)
                .filter(line -> tracks.stream().noneMatch(known -> known.line().ssrc() == line.ssrc()))
                .map(SeenTrack::new)
                .forEach(tracks::add);
    }

    SeenTrack picture(int index) {
        return tracks.stream().filter(track -> track.line().video()).toList().get(index);
    }

    SeenTrack voice(int index) {
        return tracks.stream().filter(track -> !track.line().video()).toList().get(index);
    }

    /** Packets of pictures that came so far. */
    public int pictures() {
        return count(true);
    }

    public int sounds() {
        return count(false);
    }

    private int count(boolean video) {
        return tracks.stream()
                .filter(track -> track.line().video() == video)
                .mapToInt(SeenTrack::count)
                .sum();
    }

    List<SeenTrack> tracks() {
        return tracks;
    }

    /** Never asks for a packet again. */
    public Watcher withoutRepair() {
        asksAgain = false;
        return this;
    }

    public void askForKeyframe() {
        sendRtcp(writer -> writer.pictureLoss(SSRC, picture(0).line().ssrc()));
    }

    /** What was wrong with what it got. */
    void requireNoComplaint() {
        Throwable wrong = complaint.get();
        if (wrong != null) {
            throw new AssertionError("A viewer complains", wrong);
        }
    }

    @Override
    void receiveRtp(byte[] packet) {
        try {
            take(packet);
        } catch (RuntimeException | AssertionError wrong) {
            complaint.compareAndSet(null, wrong);
        }
    }

    private void take(byte[] packet) {
        RtpView view = new RtpView();
        if (!view.wrap(packet, 0, packet.length)) {
            throw new AssertionError("Malformed RTP");
        }
        for (SeenTrack track : tracks) {
            if (view.ssrc() == track.line().ssrc()
                    || view.ssrc() == track.line().rtxSsrc()) {
                note(view, track.line());
                track.receive(view, System.nanoTime());
                return;
            }
        }
        throw new AssertionError("An SSRC that was not announced: " + Integer.toUnsignedString(view.ssrc()));
    }

    private void note(RtpView view, ServerWords.Line line) {
        int sequence = view.extensionValue(Math.max(0, line.extension(ClientWords.TRANSPORT_WIDE)), 2);
        if (sequence >= 0) {
            synchronized (arrivals) {
                int base = transportBase < 0 ? sequence : transportBase;
                int unwrapped = base + (short) (sequence - base);
                transportBase = Math.max(base, unwrapped);
                arrivals.put(unwrapped, System.nanoTime() / 1000);
            }
        }
    }

    @Override
    void receiveRtcp(byte[] packet) {
        RtcpView view = new RtcpView();
        SenderReport report = new SenderReport();
        if (view.wrap(packet, 0, packet.length)) {
            while (view.next()) {
                if (report.wrap(view)) {
                    int from = view.senderSsrc();
                    tracks.stream()
                            .filter(track -> track.line().ssrc() == from)
                            .forEach(track -> track.report(report.ntpTime(), report.rtpTimestamp(), System.nanoTime()));
                }
            }
        }
    }

    @Override
    void tick(long now) {
        if (!isConnected()) {
            return;
        }
        if (asksAgain) {
            tracks.forEach(track -> ask(track, now));
        }
        if (now >= feedbackAt) {
            feedbackAt = now + FEEDBACK_NANOS;
            feedBack();
        }
        if (now >= reportAt) {
            reportAt = now + REPORT_NANOS;
            sendRtcp(writer -> {
                writer.receiverReport(SSRC);
                tracks.forEach(track -> track.writeReport(writer, now));
                writer.cname(SSRC, new byte[] {'w'});
            });
        }
    }

    private void ask(SeenTrack track, long now) {
        int[] missing = track.missing(now);
        if (missing.length > 0) {
            sendRtcp(writer -> writer.nack(SSRC, track.line().ssrc(), missing, 0, missing.length));
        }
    }

    private void feedBack() {
        int base;
        List<Long> statuses = new ArrayList<>();
        synchronized (arrivals) {
            if (arrivals.isEmpty()) {
                return;
            }
            base = arrivals.firstKey();
            int last = Math.min(arrivals.lastKey(), base + MOST_STATUSES - 1);
            for (int sequence = base; sequence <= last; sequence++) {
                Long at = arrivals.get(sequence);
                statuses.add(at == null ? TransportFeedbackWriter.LOST : at);
            }
            arrivals.headMap(last, true).clear();
        }
        long[] times = statuses.stream().mapToLong(Long::longValue).toArray();
        for (int told = 0; told < times.length; ) {
            int from = told;
            int[] covered = {0};
            sendRtcp(writer -> covered[0] = feedBack(writer, base + from, times, from));
            if (covered[0] == 0) {
                return;
            }
            told += covered[0];
        }
    }

    private int feedBack(RtcpWriter writer, int base, long[] times, int from) {
        return writer.transportFeedback(
                SSRC, tracks.get(0).line().ssrc(), feedbackCount++ & 0xFF, base, times, from, times.length - from);
    }
}
