package live.weir.platform.chat.words;

/**
 * How unfriendly a text looks. A bean of this type replaces the built-in one; it is asked on the room's event loop and must
 * not block: a scorer that asks a model elsewhere keeps its own answers at hand.
 */
public interface Scorer {

    /** From 0 (nothing to see) to 1. */
    double unfriendliness(String text);
}
