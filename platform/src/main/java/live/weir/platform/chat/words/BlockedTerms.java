package live.weir.platform.chat.words;

import java.util.List;

/** Words that a channel does not want to read; a term that ends with {@code *} is found within words too. */
public final class BlockedTerms {

    public static final BlockedTerms NONE = new BlockedTerms(List.of());

    private final List<String> whole;
    private final List<String> parts;

    private BlockedTerms(List<String> terms) {
        this.whole = terms.stream()
                .filter(term -> !term.endsWith("*"))
                .map(Folding::fold)
                .filter(term -> !term.isEmpty())
                .map(term -> " " + term + " ")
                .toList();
        this.parts = terms.stream()
                .filter(term -> term.endsWith("*"))
                .map(Folding::fold)
                .filter(term -> !term.isEmpty())
                .toList();
    }

    public static BlockedTerms of(List<String> terms) {
        return terms.isEmpty() ? NONE : new BlockedTerms(terms);
    }

    public boolean areIn(String text) {
        if (whole.isEmpty() && parts.isEmpty()) {
            return false;
        }
        String folded = Folding.fold(text);
        String words = " " + folded + " ";
        return whole.stream().anyMatch(words::contains) || parts.stream().anyMatch(folded::contains);
    }
}
