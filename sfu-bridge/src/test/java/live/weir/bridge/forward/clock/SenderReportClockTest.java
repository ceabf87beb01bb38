package live.weir.bridge.forward.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import live.weir.bridge.forward.clock.SenderReportClock.Verdict;
import live.weir.bridge.rtp.NtpTime;
import org.junit.jupiter.api.Test;

class SenderReportClockTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    /** The publisher's wall clock is off by years; its RTP times begin anywhere, here just before a wrap. */
    private static final long PUBLISHERS_EPOCH = 1_500_000_000L * SECOND;

    private static final int VIDEO = 90_000;
    private static final int AUDIO = 48_000;
    private static final int VIDEO_BASE = -90_000;
    private static final int AUDIO_BASE = 123_456_789;

    private final PublisherClock publisher = new PublisherClock();
    private final SenderReportClock video = new SenderReportClock(publisher, VIDEO);
    private final SenderReportClock audio = new SenderReportClock(publisher, AUDIO);

    @Test
    void before_any_report_times_follow_the_arrival_of_packets() {
        assertThat(video.isReady()).isFalse();
        video.media(1000, 5 * SECOND);

        assertThat(video.isReady()).isTrue();
        assertThat(video.isReported()).isFalse();
        assertThat(video.rtpTimeAt(6 * SECOND)).isEqualTo(91_000);
        assertThat(video.nanosOf(1000 - 45_000)).isEqualTo(4500 * MILLI);
    }

    @Test
    void voice_and_picture_captured_together_are_told_to_belong_together_however_their_packets_travel() {
        for (int second = 0; second < 10; second++) {
            report(video, VIDEO, VIDEO_BASE, second * SECOND, 150 * MILLI);
            report(audio, AUDIO, AUDIO_BASE, second * SECOND + 300 * MILLI, 20 * MILLI + second * MILLI);
        }

        long now = 10 * SECOND;
        long pictureCaptured = capture(VIDEO, VIDEO_BASE, video.rtpTimeAt(now));
        long voiceCaptured = capture(AUDIO, AUDIO_BASE, audio.rtpTimeAt(now));

        assertThat(pictureCaptured - voiceCaptured).isCloseTo(0, within(MILLI));
        assertThat(now - pictureCaptured).isCloseTo(20 * MILLI, within(2 * MILLI));
        assertThat(video.nanosOf(rtp(VIDEO, VIDEO_BASE, 9 * SECOND))
                        - audio.nanosOf(rtp(AUDIO, AUDIO_BASE, 9 * SECOND)))
                .isCloseTo(0, within(MILLI));
    }

    @Test
    void a_report_far_from_the_media_is_not_believed() {
        play(video, VIDEO, VIDEO_BASE, 0);

        Verdict verdict = video.report(ntp(0), rtp(VIDEO, VIDEO_BASE, 1200 * MILLI), 20 * MILLI);

        assertThat(verdict).isEqualTo(Verdict.DISTRUSTED);
        assertThat(video.isReported()).isFalse();
        assertThat(video.distrusted()).isEqualTo(1);
    }

    @Test
    void reports_whose_rtp_time_runs_ahead_more_and_more_are_never_believed() {
        for (int second = 0; second < 18; second++) {
            play(video, VIDEO, VIDEO_BASE, second * SECOND);
            video.report(
                    ntp(second * SECOND), rtp(VIDEO, VIDEO_BASE, second * (2 * SECOND)), second * SECOND + 20 * MILLI);
        }

        assertThat(video.distrusted()).isEqualTo(17);
        assertThat(capture(VIDEO, VIDEO_BASE, video.rtpTimeAt(18 * SECOND))).isCloseTo(18 * SECOND, within(30 * MILLI));
    }

    @Test
    void one_odd_report_is_passed_over_and_the_next_good_one_believed() {
        report(video, VIDEO, VIDEO_BASE, 0, 20 * MILLI);
        play(video, VIDEO, VIDEO_BASE, SECOND);
        assertThat(video.report(ntp(SECOND), rtp(VIDEO, VIDEO_BASE, 1500 * MILLI), 1020 * MILLI))
                .isEqualTo(Verdict.DISTRUSTED);

        assertThat(report(video, VIDEO, VIDEO_BASE, 2 * SECOND, 20 * MILLI)).isEqualTo(Verdict.TRUSTED);
    }

    @Test
    void reports_that_agree_with_each_other_after_a_restart_are_believed_in_the_end() {
        report(video, VIDEO, VIDEO_BASE, 0, 20 * MILLI);
        int newBase = 777_000;

        assertThat(report(video, VIDEO, newBase, SECOND, 20 * MILLI)).isEqualTo(Verdict.DISTRUSTED);
        assertThat(report(video, VIDEO, newBase, 2 * SECOND, 20 * MILLI)).isEqualTo(Verdict.DISTRUSTED);
        assertThat(report(video, VIDEO, newBase, 3 * SECOND, 20 * MILLI)).isEqualTo(Verdict.RESTARTED);

        assertThat(capture(VIDEO, newBase, video.rtpTimeAt(4 * SECOND))).isCloseTo(3980 * MILLI, within(MILLI));
    }

    @Test
    void a_publisher_that_sets_its_clock_is_followed_in_the_end() {
        report(video, VIDEO, VIDEO_BASE, 0, 20 * MILLI);
        Verdict verdict = Verdict.TRUSTED;
        for (int second = 1; second <= 3; second++) {
            play(video, VIDEO, VIDEO_BASE, second * SECOND);
            verdict = video.report(
                    ntp(second * SECOND + 3600 * SECOND),
                    rtp(VIDEO, VIDEO_BASE, second * SECOND),
                    second * SECOND + 20 * MILLI);
        }

        assertThat(verdict).isEqualTo(Verdict.RESTARTED);
        assertThat(capture(VIDEO, VIDEO_BASE, video.rtpTimeAt(4 * SECOND))).isCloseTo(3980 * MILLI, within(MILLI));
    }

    @Test
    void a_slow_clock_is_followed_over_an_hour() {
        long now = 0;
        for (int second = 0; second < 3600; second++) {
            now = second * SECOND;
            // 100 ppm slow.
            long theirs = now - now / 10_000;
            video.media(rtp(VIDEO, VIDEO_BASE, theirs), now + 20 * MILLI);
            video.report(ntp(theirs), rtp(VIDEO, VIDEO_BASE, theirs), now + 20 * MILLI);
        }

        long captured = capture(VIDEO, VIDEO_BASE, video.rtpTimeAt(now + 20 * MILLI));
        assertThat(captured).isCloseTo(now - now / 10_000, within(5 * MILLI));
        assertThat(video.distrusted()).isZero();
    }

    private Verdict report(SenderReportClock clock, int rate, int base, long captured, long transit) {
        clock.media(rtp(rate, base, captured), captured + transit);
        return clock.report(ntp(captured), rtp(rate, base, captured), captured + transit);
    }

    private static void play(SenderReportClock clock, int rate, int base, long captured) {
        clock.media(rtp(rate, base, captured), captured + 20 * MILLI);
    }

    private static long ntp(long captured) {
        return NtpTime.ofEpochMicros((PUBLISHERS_EPOCH + captured) / 1000);
    }

    private static int rtp(int rate, int base, long captured) {
        return base + (int) (captured / 1000 * rate / 1_000_000);
    }

    private static long capture(int rate, int base, int rtpTime) {
        return (rtpTime - base) * SECOND / rate;
    }
}
