package live.weir.bridge.forward.choose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioLevelsTest {

    private static final long MILLI = 1_000_000;
    private static final int SPEECH = 25;
    private static final int QUIET = 80;

    private final AudioLevels levels = new AudioLevels(3);
    private long now = -5_000 * MILLI;

    @Test
    void nobody_speaks_in_silence() {
        hear(2000, QUIET, QUIET, AudioLevels.SILENCE);

        assertThat(levels.chooseSpeaker(now)).isEqualTo(AudioLevels.NOBODY);
    }

    @Test
    void the_first_voice_is_the_speaker_at_once() {
        hear(300, QUIET, SPEECH, QUIET);

        assertThat(levels.chooseSpeaker(now)).isEqualTo(1);
        assertThat(levels.level(1, now)).isBetween(SPEECH, SPEECH + 5);
    }

    @Test
    void a_cough_does_not_take_the_stage() {
        hear(1000, SPEECH, QUIET, QUIET);
        assertThat(hear(300, SPEECH, 5, QUIET)).isZero();
        assertThat(hear(1000, SPEECH, QUIET, QUIET)).isZero();
    }

    @Test
    void who_speaks_on_while_the_other_falls_silent_takes_over() {
        hear(1000, SPEECH, QUIET, QUIET);

        assertThat(hear(1500, QUIET, SPEECH, QUIET)).isEqualTo(1);
    }

    @Test
    void of_two_equal_voices_the_first_stays() {
        hear(1000, SPEECH, QUIET, QUIET);
        for (int i = 0; i < 50; i++) {
            assertThat(hear(200, SPEECH + i % 3, SPEECH - i % 3, QUIET)).isZero();
        }
    }

    @Test
    void a_pause_for_breath_changes_nothing() {
        hear(1000, SPEECH, QUIET, QUIET);

        assertThat(hear(1000, AudioLevels.SILENCE, QUIET, QUIET)).isZero();
    }

    @Test
    void a_sender_that_stops_sending_is_silent_and_one_that_leaves_is_forgotten() {
        hear(1000, SPEECH, QUIET, QUIET);
        now += 500 * MILLI;
        assertThat(levels.level(0, now)).isEqualTo(AudioLevels.SILENCE);

        levels.leave(0);
        assertThat(levels.chooseSpeaker(now)).isEqualTo(AudioLevels.NOBODY);
    }

    private int hear(int millis, int... seats) {
        int speaker = AudioLevels.NOBODY;
        for (int elapsed = 0; elapsed < millis; elapsed += 20) {
            now += 20 * MILLI;
            for (int seat = 0; seat < seats.length; seat++) {
                levels.hear(seat, seats[seat], now);
            }
            speaker = levels.chooseSpeaker(now);
        }
        return speaker;
    }
}
