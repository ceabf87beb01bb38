package live.weir.bridge.forward.choose;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Who speaks, among a fixed number of seats, by the levels that audio packets carry (RFC 6464: 0 is the loudest, 127
 * silence). One cough makes nobody the speaker, and a breath between two sentences unmakes nobody.
 */
public final class AudioLevels {

    public static final int NOBODY = -1;
    public static final int SILENCE = 127;

    /** Time constants of the smoothed level: speech is noticed sooner than its end. */
    private static final double ATTACK_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

    private static final double DECAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Quieter than this (in -dBov) is no speech. */
    private static final double SPEECH = 60;
    /** How much louder a challenger must be, and for how long. */
    private static final double MARGIN = 4;

    private static final long CHALLENGE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
    /** A seat from which nothing came for so long is silent: senders may stop sending silence (DTX). */
    private static final long STALE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final double[] levels;
    private final long[] heardNanos;
    private int speaker = NOBODY;
    private int challenger = NOBODY;
    private long challengedNanos;

    public AudioLevels(int seats) {
        this.levels = new double[seats];
        this.heardNanos = new long[seats];
        Arrays.fill(levels, SILENCE);
    }

    /** Takes the level of a packet in. */
    public void hear(int seat, int level, long nowNanos) {
        double elapsed = Math.max(0, nowNanos - heardNanos[seat]);
        heardNanos[seat] = nowNanos;
        double constant = level < levels[seat] ? ATTACK_NANOS : DECAY_NANOS;
        levels[seat] += (level - levels[seat]) * (1 - Math.exp(-Math.min(elapsed, (double) STALE_NANOS) / constant));
    }

    /** The seat is empty, or its publisher muted. */
    public void leave(int seat) {
        levels[seat] = SILENCE;
        if (speaker == seat) {
            speaker = NOBODY;
        }
        if (challenger == seat) {
            challenger = NOBODY;
        }
    }

    /** The smoothed level of a seat, 0 to 127. */
    public int level(int seat, long nowNanos) {
        return (int) Math.round(current(seat, nowNanos));
    }

    /** Decides anew who speaks; the last speaker stays until another takes over. To be called a few times a second. */
    public int chooseSpeaker(long nowNanos) {
        int loudest = loudest(nowNanos);
        if (loudest == NOBODY || loudest == speaker || !isLouder(loudest, nowNanos)) {
            challenger = NOBODY;
        } else if (speaker == NOBODY) {
            speaker = loudest;
        } else if (loudest != challenger) {
            challenger = loudest;
            challengedNanos = nowNanos;
        } else if (nowNanos - challengedNanos >= CHALLENGE_NANOS) {
            speaker = loudest;
            challenger = NOBODY;
        }
        return speaker;
    }

    private int loudest(long nowNanos) {
        int loudest = NOBODY;
        double best = SPEECH;
        for (int seat = 0; seat < levels.length; seat++) {
            double level = current(seat, nowNanos);
            if (level < best) {
                best = level;
                loudest = seat;
            }
        }
        return loudest;
    }

    private boolean isLouder(int seat, long nowNanos) {
        return speaker == NOBODY || current(seat, nowNanos) <= current(speaker, nowNanos) - MARGIN;
    }

    private double current(int seat, long nowNanos) {
        return nowNanos - heardNanos[seat] > STALE_NANOS ? SILENCE : levels[seat];
    }
}
