package live.weir.platform.chat.room;

import java.util.OptionalDouble;
import java.util.UUID;
import live.weir.platform.audience.Engagement;
import live.weir.platform.chat.words.SentimentScorer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do in rooms, as the channel's owner will see it over time: told once, by the node that took it. What bots and timers say,
 * what was refused, and what only its author sees, is not told.
 */
final class Liveliness {

    private static final Logger log = LoggerFactory.getLogger(Liveliness.class);

    private final SentimentScorer scorer;
    private final Engagement engagement;

    Liveliness(SentimentScorer scorer, Engagement engagement) {
        this.scorer = scorer;
        this.engagement = engagement;
    }

    void said(UUID room, UUID account, String text) {
        engagement.said(room, account, sentiment(text));
    }

    /** Whatever a scorer of somebody else's does, what was said stays said. */
    private OptionalDouble sentiment(String text) {
        try {
            OptionalDouble score = scorer.sentiment(text);
            return score.isEmpty() || Double.isNaN(score.getAsDouble())
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Math.max(-1, Math.min(1, score.getAsDouble())));
        } catch (RuntimeException failed) {
            log.debug("A message has no score", failed);
            return OptionalDouble.empty();
        }
    }

    void reacted(UUID room) {
        engagement.reacted(room);
    }
}
