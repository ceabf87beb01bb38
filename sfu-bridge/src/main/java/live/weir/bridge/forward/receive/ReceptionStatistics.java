package live.weir.bridge.forward.receive;

/** What came and what did not, of one received SSRC (RFC 3550 A.3 and A.8). */
public final class ReceptionStatistics {

    private static final int MAX_DROPOUT = 3000;
    /** Far more than RFC 3550's 100: retransmissions on the stream's own SSRC come a round trip late. */
    private static final int WINDOW = 1024;

    private static final int MAX_LOST = 0x7fffff;
    private static final int MIN_LOST = -0x800000;

    private final SequenceGate gate = new SequenceGate(MAX_DROPOUT, WINDOW);
    private final SeenSequences seen = new SeenSequences(WINDOW);
    private final Jitter jitter;

    private long base;
    private long received;
    private long expectedBefore;
    private long receivedBefore;

    private long duplicates;
    private long late;
    private long restarts;

    private int lastSenderReport;
    private long senderReportNanos;

    public ReceptionStatistics(int clockRate) {
        this.jitter = new Jitter(clockRate);
    }

    /** Counts a packet. False: it is a duplicate or a stray, and of no use to anyone. */
    public boolean receive(long sequence, int rtpTime, long nowNanos) {
        long before = gate.highest();
        switch (gate.judge(sequence)) {
            case STRAY -> {
                return false;
            }
            case BEHIND -> {
                return receiveLate(sequence);
            }
            case RESTART -> {
                restarts++;
                startAt(sequence);
            }
            case FIRST -> startAt(sequence);
            case AHEAD -> seen.advance(before, sequence);
        }
        received++;
        jitter.sample(rtpTime, nowNanos);
        return true;
    }

    /** The packet came another way, and is lost on this one; if it still comes, it is a duplicate. */
    public void repaired(long sequence) {
        long behind = gate.highest() - sequence;
        if (behind >= 0 && behind < WINDOW) {
            seen.mark(sequence);
        }
    }

    /** Notes a sender report of the stream's source, for LSR and DLSR. */
    public void senderReport(long ntpTime, long nowNanos) {
        lastSenderReport = (int) (ntpTime >>> 16);
        senderReportNanos = nowNanos;
    }

    /** The report block of now; it closes the interval over which the next fraction is reckoned. */
    public ReceptionReport report(long nowNanos) {
        long expected = expected();
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
        return new ReceptionReport(
                fraction,
                (int) Math.max(MIN_LOST, Math.min(MAX_LOST, lost())),
                (int) gate.highest(),
                jitter.clockUnits(),
                lastSenderReport,
                delaySinceSenderReport(nowNanos));
    }

    public long expected() {
        return gate.isStarted() ? gate.highest() - base + 1 : 0;
    }

    /** Packets of the stream that came, duplicates included, as RFC 3550 wants it. */
    public long received() {
        return received;
    }

    public long lost() {
        return expected() - received;
    }

    public long duplicates() {
        return duplicates;
    }

    /** Packets that came after one with a higher number. */
    public long late() {
        return late;
    }

    public long restarts() {
        return restarts;
    }

    public int jitter() {
        return jitter.clockUnits();
    }

    private boolean receiveLate(long sequence) {
        received++;
        if (sequence < base) {
            base = sequence;
        }
        if (seen.mark(sequence)) {
            late++;
            return true;
        }
        duplicates++;
        return false;
    }

    private void startAt(long sequence) {
        base = sequence;
        received = 0;
        expectedBefore = 0;
        receivedBefore = 0;
        seen.startAt(sequence);
        jitter.restart();
    }

    private int delaySinceSenderReport(long nowNanos) {
        if (lastSenderReport == 0) {
            return 0;
        }
        return (int) ((nowNanos - senderReportNanos) / 1000 * 65_536 / 1_000_000);
    }
}
