package live.weir.bridge.forward.estimate;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.measure.BitrateMeter;

/**
 * How many bits per second one viewer's path takes (draft-ietf-rmcat-gcc-02, from the sender's side): what the delay of
 * acknowledged packets allows, bounded by what their losses and a peer's own estimate (REMB) allow.
 *
 * <p>Feedback comes in as {@link #acknowledge} and {@link #lose} for each packet of a message in ascending order, closed
 * by {@link #completeFeedback}. Arrival times are of the peer's clock: only their differences count.
 */
public final class BandwidthEstimator {

    private static final int HISTORY = 2048;
    private static final double NANOS_PER_MILLI = 1_000_000.0;
    private static final long METER_WINDOW = TimeUnit.MILLISECONDS.toNanos(500);
    /** Long enough for a few packets, short enough to show what a full path lets through of a burst. */
    private static final long PEAK_WINDOW = TimeUnit.MILLISECONDS.toNanos(150);

    private static final long FIRST_ROUND_TRIP = TimeUnit.MILLISECONDS.toNanos(100);
    /** Less than this share of the target sent: the application is the bottleneck, not the path. */
    private static final double LIMITED = 0.7;
    /** More than this share of it came through: the path is not the bottleneck. */
    private static final double CAME_THROUGH = 0.9;

    private static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long SILENCE_STEP = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double SILENCE_FACTOR = 0.7;
    private static final long CALM = TimeUnit.MILLISECONDS.toNanos(2000);
    private static final double CALM_LOSS = 0.05;
    private static final long CLOCK_SET = TimeUnit.SECONDS.toNanos(3);
    /** How long it counts that a bitrate came through. */
    private static final long PROOF = TimeUnit.SECONDS.toNanos(10);

    private static final double DRAIN_FACTOR = 0.8;
    private static final double FRACTION_UNIT = 256;

    private final EstimatorSettings settings;
    private final ProbePlanner probes;
    private final SendHistory history = new SendHistory(HISTORY);
    private final PacketGroups groups = new PacketGroups();
    private final Trendline trend = new Trendline();
    private final OveruseDetector detector = new OveruseDetector();
    private final StandingQueue queue = new StandingQueue();
    private final RateControl control;
    private final LossBound losses = new LossBound();
    private final BitrateMeter sentMeter = new BitrateMeter(METER_WINDOW);
    private final BitrateMeter arrivedMeter = new BitrateMeter(METER_WINDOW);
    private final BitrateMeter peakMeter = new BitrateMeter(PEAK_WINDOW);

    private boolean feedbackSeen;
    private long feedbackNanos;
    private boolean awaitingFeedback;
    private long silenceNanos;
    private long newestSentNanos = Long.MIN_VALUE;
    private long newestArrivalNanos = Long.MIN_VALUE;

    private long found;
    private long foundNanos;

    private boolean roundTripReported;
    private long roundTripNanos = FIRST_ROUND_TRIP;
    private boolean reportSeen;
    private long reportNanos;
    private long peersEstimate;

    public BandwidthEstimator(EstimatorSettings settings, ProbePlanner probes) {
        this.settings = settings;
        this.probes = probes;
        this.control = new RateControl(settings);
    }

    /** A packet of this size on the wire leaves: media, retransmission or padding. */
    public void sent(long sequence, int bytes, long nowNanos) {
        if (!awaitingFeedback) {
            awaitingFeedback = true;
            silenceNanos = nowNanos;
        }
        history.add(sequence, bytes, probes.tag(bytes, nowNanos), nowNanos);
        sentMeter.record(bytes, nowNanos);
    }

    public void acknowledge(long sequence, long arrivalNanos) {
        int slot = history.find(sequence);
        if (slot == SendHistory.ABSENT) {
            return;
        }
        if (history.acknowledge(slot)) {
            losses.found();
        } else {
            losses.arrived();
        }
        if (feedbackSeen && newestArrivalNanos - arrivalNanos > CLOCK_SET) {
            forgetArrivals();
        }
        long sentNanos = history.sentNanos(slot);
        int bytes = history.bytes(slot);
        newestSentNanos = Math.max(newestSentNanos, sentNanos);
        newestArrivalNanos = Math.max(newestArrivalNanos, arrivalNanos);
        arrivedMeter.record(bytes, arrivalNanos);
        peakMeter.record(bytes, arrivalNanos);
        probes.acknowledge(history.probe(slot), bytes, sentNanos, arrivalNanos);
        queue.sample(sentNanos, arrivalNanos);
        if (groups.add(sentNanos, arrivalNanos)) {
            trend.update(groups.sentDelta(), groups.arrivalDelta(), groups.arrival());
            detector.judge(trend, groups.sentDelta() / NANOS_PER_MILLI, groups.arrival() / NANOS_PER_MILLI);
        }
    }

    public void lose(long sequence) {
        int slot = history.find(sequence);
        if (slot != SendHistory.ABSENT && history.lose(slot)) {
            losses.lost();
        }
    }

    /** Draws the conclusions from a feedback message. */
    public void completeFeedback(long nowNanos) {
        if (newestSentNanos == Long.MIN_VALUE) {
            return;
        }
        feedbackSeen = true;
        feedbackNanos = nowNanos;
        awaitingFeedback = false;
        if (!roundTripReported) {
            roundTripNanos += (Math.max(0, nowNanos - newestSentNanos) - roundTripNanos) / 8;
        }
        long acknowledged = arrivedMeter.bitsPerSecond(newestArrivalNanos);
        losses.conclude(target(), acknowledged, roundTripNanos, nowNanos);
        queue.conclude(nowNanos);
        Usage usage = usage(nowNanos);
        boolean spare = hasSpare(acknowledged, nowNanos);
        control.update(usage, usage == Usage.OVER ? peak(acknowledged) : acknowledged, spare, roundTripNanos, nowNanos);
        concludeProbe(nowNanos);
    }

    /** The peer's own estimate; it bounds ours only where the peer sends no transport-wide feedback. */
    public void remb(long bitsPerSecond) {
        peersEstimate = bitsPerSecond;
    }

    /** A report block: the fraction lost in 1/256, and the round trip, or a negative one if it is unknown. */
    public void receiverReport(int fractionLost, long reportedRoundTripNanos, long nowNanos) {
        if (reportedRoundTripNanos >= 0) {
            roundTripNanos =
                    roundTripReported ? (roundTripNanos * 3 + reportedRoundTripNanos) / 4 : reportedRoundTripNanos;
            roundTripReported = true;
        }
        if (!feedbackSeen) {
            if (!reportSeen && peersEstimate == 0) {
                losses.begin(settings.start());
            }
            long elapsed = reportSeen && sends(nowNanos) ? nowNanos - reportNanos : 0;
            losses.report(fractionLost / FRACTION_UNIT, elapsed, target(), roundTripNanos, nowNanos);
        }
        reportSeen = true;
        reportNanos = nowNanos;
    }

    /** To be called every 10-25 ms: begins probes, gives them up, and slows down when feedback stays away. */
    public void tick(long nowNanos) {
        boolean sending = sentMeter.bitsPerSecond(nowNanos) > 0;
        if (feedbackSeen && awaitingFeedback && sending && nowNanos - silenceNanos > SILENCE) {
            control.shrink(SILENCE_FACTOR, nowNanos);
            silenceNanos = nowNanos - SILENCE + SILENCE_STEP;
        }
        concludeProbe(nowNanos);
        boolean calm =
                feedbackSeen && usage(nowNanos) == Usage.NORMAL && !queue.isThere() && losses.fraction() < CALM_LOSS;
        probes.plan(target(), provenBitsPerSecond(nowNanos), calm && control.isCalmFor(CALM, nowNanos), nowNanos);
    }

    /** Bits per second to send at most, everything included. */
    public long target() {
        long bounded = Math.min(feedbackSeen ? guided() : unguided(), losses.bitsPerSecond());
        return Math.max(settings.min(), Math.min(settings.max(), bounded));
    }

    /** Whether the peer told anything that the target could be made of. */
    public boolean isKnown() {
        return feedbackSeen || peersEstimate > 0;
    }

    /** Whether so little is sent that the target says what was tried once, not what would fit now. */
    public boolean isApplicationLimited(long nowNanos) {
        return !sends(nowNanos);
    }

    /** Bits per second that came through lately, as media or in a probe; without feedback the target must do. */
    public long provenBitsPerSecond(long nowNanos) {
        if (!feedbackSeen) {
            return target();
        }
        long probed = nowNanos - foundNanos <= PROOF ? found : 0;
        long arrived = nowNanos - feedbackNanos <= PROOF ? arrivedMeter.bitsPerSecond(newestArrivalNanos) : 0;
        return Math.max(probed, arrived);
    }

    public long roundTripNanos() {
        return roundTripNanos;
    }

    public long sentBitsPerSecond(long nowNanos) {
        return sentMeter.bitsPerSecond(nowNanos);
    }

    private long guided() {
        return (long) (control.bitsPerSecond() * (queue.isDraining() ? DRAIN_FACTOR : 1));
    }

    /** A queue on its way out must not be filled again, and one that a probe built says nothing of the media. */
    private Usage usage(long nowNanos) {
        Usage usage = detector.usage();
        boolean ownDoing = isApplicationLimited(nowNanos) && probes.isDisturbing(roundTripNanos, nowNanos);
        boolean yielding = usage == Usage.OVER ? ownDoing : queue.isDraining();
        return yielding ? Usage.UNDER : usage;
    }

    /** What a full path let through: of a burst, more than the mean of a longer time says. */
    private long peak(long acknowledged) {
        return Math.max(acknowledged, peakMeter.bitsPerSecond(newestArrivalNanos));
    }

    /** Without transport-wide feedback: the peer's estimate, or as much as losses allow. */
    private long unguided() {
        if (peersEstimate > 0) {
            return peersEstimate;
        }
        return reportSeen ? settings.max() : settings.start();
    }

    private boolean sends(long nowNanos) {
        return sentMeter.bitsPerSecond(nowNanos) >= target() * LIMITED;
    }

    private boolean hasSpare(long acknowledged, long nowNanos) {
        return isApplicationLimited(nowNanos) && acknowledged >= sentMeter.bitsPerSecond(nowNanos) * CAME_THROUGH;
    }

    /** The peer's clock was set back: what was metered by it until now is worth nothing. */
    private void forgetArrivals() {
        newestArrivalNanos = Long.MIN_VALUE;
        arrivedMeter.reset();
        peakMeter.reset();
    }

    private void concludeProbe(long nowNanos) {
        long rate = probes.conclude(nowNanos);
        if (rate == ProbePlanner.NOTHING_FOUND) {
            return;
        }
        found = rate;
        foundNanos = nowNanos;
        if (rate > target()) {
            control.jump(rate, nowNanos);
            losses.lift(rate);
        }
    }
}
