package live.weir.platform.chat.words;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The built-in scorer: the mean of the words and emoji that it knows in a text. It knows some two hundred common English words
 * of liking and disliking, a few of live chats, a hundred emoji and a handful of faces made of signs. A word is turned
 * around by a "not" up to two words before it, and known with letters repeated ("niiice").
 *
 * <p>What it does not know: other languages (their emoji count), irony, what is talked about, who is meant, phrases,
 * spelling mistakes, pictures and emotes. A text in which it knows nothing has no score. It is good enough to see a mood
 * turn in the mean of many messages, and for nothing about a single one.
 *
 * <p>One pass over the text, whose length is bounded; nothing that it looks up is longer than {@link #LONGEST}.
 */
public final class WordListSentiment implements SentimentScorer {

    private static final int LONGEST = 14;
    private static final int LONGEST_FACE = 3;
    private static final String ADDRESS = "://";
    private static final int REACH_OF_NOT = 2;

    private static final String DELIGHT = """
            amazing awesome beautiful brilliant excellent fantastic gorgeous incredible legendary love loved lovely loves
            magnificent masterpiece outstanding perfect perfection phenomenal stunning superb wonderful best goat epic
            adorable delighted thrilled ecstatic hyped banger yay woohoo""";

    private static final String LIKING = """
            good great nice cool fun funny enjoy enjoyed enjoying enjoyable glad happy liked thanks thank thx ty
            welcome congrats congratulations gg ggs wp pog poggers pogchamp hype lol lmao lmfao rofl haha hahaha hahahaha
            sweet neat solid clean smooth crisp fresh wow bravo clutch cute pleasant interesting
            impressive impressed helpful useful clever smart talented skilled win won wins winning better
            relaxing cozy cosy calm chill favorite favourite excited exciting blessed appreciate appreciated respect
            legend hero champion inspiring inspired smile smiling hooray""";

    private static final String DISLIKING = """
            bad boring bored meh sad unhappy dislike disliked annoying annoyed slow laggy lag lagging lags broken buggy
            stutter stuttering blurry noisy confusing confused disappointing disappointed weak cringe mid yikes
            oof unfair wrong worse fail failed fails lost lose losing sucks suck ugh sorry tired messy
            frustrating frustrated upset worried scared rip overrated unplayable unwatchable scam fake rude""";

    private static final String DISTASTE = """
            awful terrible horrible horrid worst hate hated hates disgusting garbage trash pathetic useless worthless
            dreadful atrocious abysmal unbearable furious angry rage stupid idiot idiots dumb moron loser ugly gross
            vile nasty toxic wtf ffs crap shit bullshit""";

    private static final String NOT =
            "not no never dont doesnt didnt isnt wasnt arent werent cant cannot couldnt wont wouldnt aint hardly without";

    private static final String GLAD_EMOJI =
            "😀😃😄😁😆😂🤣😊😇🙂😉😍🥰😘😋😎🤩🥳😺😸😻💖💗💓💞💕💙💚💛🧡💜🤍🤎❤♥👍👏🙌🎉🎊🔥💯✨🌟⭐🏆🥇🤗🤝💪🙏👌🫶🤟😌☺😹🥹🫡💃🕺🌈🍾";
    private static final String SAD_EMOJI = "😞😔😟🙁☹😣😖😫😩🥺😢😭😤😠😡🤬😱😨😰😥🙄😒😑😕👎💔🤮🤢🤦😾😿🥱😴💩🖕";

    private static final Map<String, Double> FACES = Map.ofEntries(
            Map.entry(":)", 0.5),
            Map.entry(":-)", 0.5),
            Map.entry("=)", 0.5),
            Map.entry(";)", 0.5),
            Map.entry(":d", 0.7),
            Map.entry(":-d", 0.7),
            Map.entry("xd", 0.5),
            Map.entry("<3", 1.0),
            Map.entry("^^", 0.5),
            Map.entry(":(", -0.5),
            Map.entry(":-(", -0.5),
            Map.entry("=(", -0.5),
            Map.entry(":'(", -0.7),
            Map.entry(":/", -0.3),
            Map.entry("</3", -1.0));

    private static final Map<String, Double> WORDS = words();
    private static final Map<Integer, Double> EMOJI = emoji();

    private static final double FULL = 1;
    private static final double HALF = 0.5;

    /** "Not good" is less bad than "bad". */
    private static final double TURNED = -0.6;

    private static Map<String, Double> words() {
        Map<String, Double> words = new HashMap<>(FACES);
        put(words, DELIGHT, FULL);
        put(words, LIKING, HALF);
        put(words, DISLIKING, -HALF);
        put(words, DISTASTE, -FULL);
        put(words, NOT, Double.NaN);
        return words;
    }

    private static void put(Map<String, Double> words, String list, double score) {
        for (String word : list.split("\\s+", -1)) {
            words.put(word, score);
        }
    }

    private static Map<Integer, Double> emoji() {
        Map<Integer, Double> emoji = new HashMap<>();
        GLAD_EMOJI.codePoints().forEach(point -> emoji.put(point, FULL));
        SAD_EMOJI.codePoints().forEach(point -> emoji.put(point, -FULL));
        return emoji;
    }

    @Override
    public OptionalDouble sentiment(String text) {
        Reading reading = new Reading();
        int at = 0;
        while (at < text.length()) {
            int apart = text.startsWith(ADDRESS, at) ? end(text, at) - at : reading.face(text, at);
            if (apart > 0) {
                at += apart;
            } else {
                int point = text.codePointAt(at);
                reading.read(point);
                at += Character.charCount(point);
            }
        }
        return reading.mean();
    }

    private static int end(String text, int at) {
        int blank = text.indexOf(' ', at);
        return blank < 0 ? text.length() : blank;
    }

    /** Of one text, letter by letter. */
    private static final class Reading {

        private final char[] word = new char[LONGEST];
        private int length;
        private boolean stretched;
        private boolean strange;
        private int sinceNot = REACH_OF_NOT;
        private double sum;
        private int known;

        /** Signs that begin after a blank and are a face; how many they are, or 0. */
        private int face(String text, int at) {
            if (":;=<^".indexOf(text.charAt(at)) < 0 || (at > 0 && text.charAt(at - 1) != ' ')) {
                return 0;
            }
            int signs = end(text, at) - at;
            Double score = signs > LONGEST_FACE
                    ? null
                    : FACES.get(text.substring(at, at + signs).toLowerCase(Locale.ROOT));
            if (score == null) {
                return 0;
            }
            count(score);
            return signs;
        }

        private void read(int point) {
            if (point == '\'' || point == '\u2019') {
                return; // don't is dont
            }
            if (Character.isLetterOrDigit(point)) {
                letter(point < 0x80 ? Character.toLowerCase((char) point) : 0);
                return;
            }
            endWord();
            Double score = point < 0x80 ? null : EMOJI.get(point);
            if (score != null) {
                count(score);
            } else if (",.!?".indexOf(point) >= 0) {
                sinceNot = REACH_OF_NOT;
            }
        }

        /** @param letter 0 for one that no word here has */
        private void letter(int letter) {
            boolean third = length > 1 && word[length - 1] == letter && word[length - 2] == letter;
            stretched |= third;
            strange |= letter == 0 || (!third && length == LONGEST);
            if (!third && !strange) {
                word[length++] = (char) letter;
            }
        }

        private void endWord() {
            if (length > 0 && !strange) {
                Double score = WORDS.get(new String(word, 0, length));
                hear(score == null && stretched ? WORDS.get(squeezed()) : score);
            }
            length = 0;
            stretched = false;
            strange = false;
        }

        /** Each letter once. */
        private String squeezed() {
            StringBuilder letters = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                if (i == 0 || word[i] != word[i - 1]) {
                    letters.append(word[i]);
                }
            }
            return letters.toString();
        }

        private void hear(@Nullable Double score) {
            if (score == null) {
                sinceNot = Math.min(REACH_OF_NOT, sinceNot + 1);
            } else if (score.isNaN()) {
                sinceNot = 0;
            } else {
                count(sinceNot < REACH_OF_NOT ? score * TURNED : score);
                sinceNot = REACH_OF_NOT;
            }
        }

        private void count(double score) {
            sum += score;
            known++;
        }

        private OptionalDouble mean() {
            endWord();
            return known == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / known);
        }
    }
}
