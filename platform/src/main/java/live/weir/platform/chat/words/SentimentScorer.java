package live.weir.platform.chat.words;

import java.util.OptionalDouble;

/**
 * How content a text sounds. A bean of this type replaces the built-in one; it is asked of every message on the room's
 * event loop and must not block: a scorer that asks a model elsewhere keeps its own answers at hand. Scores are added up by the minute and
 * shown to the channel's owner; none is kept of a single message or person.
 */
public interface SentimentScorer {

    /** From -1 (discontent) to 1 (content); empty for "I cannot tell", which is not the same as 0. */
    OptionalDouble sentiment(String text);
}
