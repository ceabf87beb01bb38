package live.weir.platform.chat.words;

import java.util.Set;

/**
 * The built-in scorer: a short list of English insults, and whether they are said to somebody. It knows neither irony nor
 * other languages, so its scores only help moderators to sort what is held back; nothing is refused because of them.
 */
public final class WordListScorer implements Scorer {

    private static final Set<String> INSULTS = Set.of(
            "idiot",
            "idiots",
            "moron",
            "stupid",
            "dumb",
            "loser",
            "trash",
            "garbage",
            "ugly",
            "pathetic",
            "disgusting",
            "worthless",
            "clown",
            "scum",
            "kys",
            "freak");
    private static final Set<String> ADDRESS = Set.of("you", "your", "youre", "u", "ur", "she", "he", "they");
    private static final double INSULT = 0.4;
    private static final double ADDRESSED = 0.3;

    @Override
    public double unfriendliness(String text) {
        int insults = 0;
        boolean addressed = text.indexOf('@') >= 0;
        for (String word : Folding.fold(text).split(" ", -1)) {
            insults += INSULTS.contains(word) ? 1 : 0;
            addressed |= ADDRESS.contains(word);
        }
        return insults == 0 ? 0 : Math.min(1, insults * INSULT + (addressed ? ADDRESSED : 0));
    }
}
