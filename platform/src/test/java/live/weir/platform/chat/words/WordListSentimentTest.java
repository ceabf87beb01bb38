package live.weir.platform.chat.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordListSentimentTest {

    private final SentimentScorer scorer = new WordListSentiment();

    @ParameterizedTest
    @CsvSource({
        "What an amazing evening, 1",
        "good game, 0.5",
        "GOOD Game, 0.5",
        "this is boring, -0.5",
        "worst stream of the year, -1",
        "great picture but awful sound, -0.25",
        "niiiice, 0.5",
        "sooo goooood, 0.5",
        "loooove it, 1",
        "😂😂😂, 1",
        "🔥 good 👎, 0.1666",
        "👍🏽, 1",
        "❤️, 1",
        "hello :), 0.5",
        "oh :'(, -0.7",
        "<3 from Lyon, 1"
    })
    void words_and_emoji_that_it_knows_have_their_mean(String text, double score) {
        assertThat(scorer.sentiment(text)).isPresent();
        assertThat(scorer.sentiment(text).getAsDouble()).isCloseTo(score, within(0.001));
    }

    @ParameterizedTest
    @CsvSource({
        "not good, -0.3",
        "isn't that good, -0.3",
        "isn’t good, -0.3",
        "not bad, 0.3",
        "'no, good', 0.5",
        "not that I really thought it good, 0.5"
    })
    void a_not_turns_what_stands_close_behind_it(String text, double score) {
        assertThat(scorer.sentiment(text).getAsDouble()).isCloseTo(score, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "what time is it",
                "Das war wunderbar",
                "отлично",
                "素晴らしい",
                "goodbye",
                "http://example.org:8080/bad=1",
                "not",
                "goodgoodgoodgoodgoodgood"
            })
    void of_what_it_does_not_know_it_has_no_opinion(String text) {
        assertThat(scorer.sentiment(text)).isEmpty();
    }

    @Test
    void whatever_the_text_is_the_score_stays_within_its_bounds() {
        Random random = new Random(7);
        int[] points = "aeod :()<3^=;!'’😂👎🏽\ud83d né好\u200d".codePoints().toArray();
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(points[random.nextInt(points.length)]);
            }
            scorer.sentiment(text.toString())
                    .ifPresent(score -> assertThat(score).isBetween(-1.0, 1.0));
        }
    }
}
