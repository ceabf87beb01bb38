package live.weir.bridge.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.rtp.Nack;
import live.weir.bridge.rtp.RtcpView;

/** A client that publishes a voice and a picture, in one layer or in several, and does what the server asks of it. */
public final class Performer extends Client {

    private static final long FRAME_NANOS = 33_333_333;
    private static final long HURRIED_NANOS = 8_333_333;
    private static final long VOICE_NANOS = 20_000_000;
    private static final long REPORT_NANOS = 500_000_000;
    /** What was held up comes little by little; all at once it would drown the server's socket. */
    private static final int MOST_AT_ONCE = 3;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final byte number = (byte) NUMBERS.incrementAndGet();
    private final List<String> rids;
    private final SentStream voice;
    private final List<SentStream> pictures = new ArrayList<>();
    private final long born = System.nanoTime();
    private final AtomicInteger keyframeRequests = new AtomicInteger();
    private final AtomicInteger nacks = new AtomicInteger();
    private final ConcurrentHashMap<Integer, Boolean> keyframeWanted = new ConcurrentHashMap<>();
    private volatile boolean playing;
    private volatile boolean reports = true;
    private volatile boolean obeysKeyframeRequests = true;
    private volatile long frameNanos = FRAME_NANOS;
    private long frameAt;
    private long voiceAt;
    private long reportAt;
    private int transportSequence;

    private Performer(List<String> rids) {
        this.rids = rids;
        this.voice = new SentStream(this, -1, 48_000);
        for (int layer = 0; layer < Math.max(1, rids.size()); layer++) {
            pictures.add(new SentStream(this, layer, 90_000));
        }
    }

    public static Performer single() {
        return new Performer(List.of());
    }

    /** The tallest layer first. */
    public static Performer simulcast(String... rids) {
        return new Performer(List.of(rids));
    }

    public String offer() {
        SentStream picture = pictures.get(0);
        return words().publisherOffer(List.of(voice.ssrc(), picture.ssrc(), picture.rtxSsrc()), rids);
    }

    /** To an offer of the server's. */
    public String answer(String offer) {
        return words().answer(offer);
    }

    @Override
    void agree(ServerWords server) {
        for (ServerWords.Line line : server.lines()) {
            if (line.video()) {
                pictures.forEach(picture -> picture.agree(line, rids));
            } else {
                voice.agree(line, List.of());
            }
        }
    }

    byte number() {
        return number;
    }

    SentStream voice() {
        return voice;
    }

    SentStream picture(int layer) {
        return pictures.get(layer);
    }

    /** Sends thirty pictures and fifty sounds a second from now on. */
    public Performer play() {
        long now = System.nanoTime();
        frameAt = now;
        voiceAt = now;
        reportAt = now;
        playing = true;
        return this;
    }

    public void pause() {
        playing = false;
    }

    /** Sends a hundred and twenty pictures a second, so that what takes many packets takes less time. */
    public Performer hurry() {
        frameNanos = HURRIED_NANOS;
        return this;
    }

    public void withoutReports() {
        reports = false;
    }

    public void ignoreKeyframeRequests() {
        obeysKeyframeRequests = false;
    }

    @Override
    synchronized void tick(long now) {
        if (!playing || !isConnected()) {
            return;
        }
        for (int i = 0; i < MOST_AT_ONCE && voiceAt <= now; i++, voiceAt += VOICE_NANOS) {
            sendVoice(voiceAt);
        }
        for (int i = 0; i < MOST_AT_ONCE && frameAt <= now; i++, frameAt += frameNanos) {
            sendFrame(frameAt);
        }
        if (reports && reportAt <= now) {
            reportAt = now + REPORT_NANOS;
            sendReports(now);
        }
    }

    void sendVoice(long now) {
        voice.send(now - born, 1, false, 80);
    }

    /** One picture in each layer; a lower one has fewer packets. */
    void sendFrame(long now) {
        for (int layer = 0; layer < pictures.size(); layer++) {
            SentStream picture = pictures.get(layer);
            if (!picture.isMuted()) {
                boolean wanted = keyframeWanted.remove(picture.ssrc()) != null && obeysKeyframeRequests;
                picture.send(now - born, pictures.size() - layer + 1, wanted || picture.isFresh(), 700);
            }
        }
    }

    private void sendReports(long now) {
        List<SentStream> all = new ArrayList<>(pictures);
        all.add(voice);
        for (SentStream stream : all) {
            if (!stream.isFresh() && !stream.isMuted()) {
                sendRtcp(writer -> {
                    writer.senderReport(
                            stream.ssrc(), ntp(now), stream.timestampOf(now - born), stream.packets(), stream.bytes());
                    writer.cname(stream.ssrc(), new byte[] {'c'});
                });
            }
        }
    }

    /** The performer's own wall clock. */
    private static long ntp(long nanos) {
        long seconds = 3_900_000_000L + nanos / 1_000_000_000L;
        return (seconds << 32) | (((nanos % 1_000_000_000L) << 32) / 1_000_000_000L);
    }

    int nextTransportSequence() {
        return transportSequence++ & 0xFFFF;
    }

    @Override
    void receiveRtp(byte[] packet) {
        throw new AssertionError("A publisher is sent no media");
    }

    @Override
    void receiveRtcp(byte[] packet) {
        RtcpView view = new RtcpView();
        if (!view.wrap(packet, 0, packet.length)) {
            throw new AssertionError("Malformed RTCP");
        }
        while (view.next()) {
            switch (view.kind()) {
                case PICTURE_LOSS -> wantKeyframe(view.mediaSsrc());
                case NACK -> Nack.visit(view, this::resend);
                default -> {}
            }
        }
    }

    private void wantKeyframe(int ssrc) {
        keyframeRequests.incrementAndGet();
        keyframeWanted.put(ssrc, true);
    }

    private synchronized void resend(int ssrc, int sequence) {
        nacks.incrementAndGet();
        pictures.stream().filter(stream -> stream.ssrc() == ssrc).forEach(stream -> stream.resend(sequence));
    }

    /** Messages that came. */
    public int keyframeRequests() {
        return keyframeRequests.get();
    }

    public int nacks() {
        return nacks.get();
    }

    void sayBye(int ssrc) {
        sendRtcp(writer -> writer.bye(ssrc));
    }

    static int newSsrc() {
        return ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    }
}
