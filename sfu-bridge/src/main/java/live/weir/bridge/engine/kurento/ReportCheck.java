package live.weir.bridge.engine.kurento;

import live.weir.bridge.rtp.RtpFields;

/**
 * Whether a sender report can be believed. Those of a server's {@code RtpEndpoint} have been seen to run ahead of its media, by
 * seconds and ever more: whoever sets clocks by them loses most of what follows. So each is held against the newest packet.
 */
final class ReportCheck {

    private static final double NANOS = 1e9;
    private static final double TOLERANCE_SECONDS = 0.5;

    private final int clockRate;
    private boolean any;
    private int newestTime;
    private long newestAt;

    ReportCheck(int clockRate) {
        this.clockRate = clockRate;
    }

    void packet(long arrivedAt, byte[] rtp, int offset) {
        int time = RtpFields.timestamp(rtp, offset);
        if (!any || time - newestTime > 0 || Math.abs((long) time - newestTime) > 10L * clockRate) {
            newestTime = time;
            newestAt = arrivedAt;
            any = true;
        }
    }

    boolean isPlausible(long arrivedAt, int rtpTime) {
        double ahead = (rtpTime - newestTime) / (double) clockRate;
        double since = (arrivedAt - newestAt) / NANOS;
        return any && Math.abs(ahead - since) < TOLERANCE_SECONDS;
    }
}
