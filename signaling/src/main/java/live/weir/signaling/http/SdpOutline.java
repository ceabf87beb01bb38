package live.weir.signaling.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As much of a description as the doors have rules about. Lenient: whether a description is a good one is for the engine
 * to say, and a line that means nothing here is passed over.
 */
public final class SdpOutline {

    /** One m-line. */
    public record Section(
            String media,
            boolean refused,
            String direction,
            @Nullable String mid,
            String line) {}

    private static final String DEFAULT_DIRECTION = "sendrecv";

    private final List<Section> sections = new ArrayList<>();
    private final List<String> sessionLines = new ArrayList<>();
    private final List<String> candidates = new ArrayList<>();
    private @Nullable String usernameFragment;
    private @Nullable String password;
    private @Nullable String media;
    private @Nullable String mid;
    private String direction = DEFAULT_DIRECTION;
    private String sessionDirection = DEFAULT_DIRECTION;
    private boolean bundleOnly;

    private SdpOutline() {}

    public static SdpOutline of(String description) {
        SdpOutline outline = new SdpOutline();
        description.lines().forEach(outline::read);
        outline.finishSection();
        return outline;
    }

    private void read(String line) {
        if (line.startsWith("m=")) {
            finishSection();
            media = line;
        } else if (line.startsWith("a=")) {
            readAttribute(line);
        }
    }

    private void readAttribute(String line) {
        int colon = line.indexOf(':');
        String value = colon < 0 ? "" : line.substring(colon + 1).strip();
        switch (colon < 0 ? line.substring(2) : line.substring(2, colon)) {
            case "sendrecv", "sendonly", "recvonly", "inactive" -> readDirection(line.substring(2));
            case "mid" -> mid = value;
            case "bundle-only" -> bundleOnly = true;
            case "ice-ufrag" -> usernameFragment = usernameFragment == null ? value : usernameFragment;
            case "ice-pwd" -> password = password == null ? value : password;
            case "ice-lite", "ice-options", "group" -> {
                if (media == null) {
                    sessionLines.add(line);
                }
            }
            case "candidate" -> {
                if (sections.isEmpty()) {
                    candidates.add(line);
                }
            }
            default -> {}
        }
    }

    private void readDirection(String word) {
        if (media == null) {
            sessionDirection = word;
        }
        direction = word;
    }

    private void finishSection() {
        String line = media;
        if (line != null) {
            String[] words = line.substring(2).split(" ", 3);
            boolean closed = words.length > 1 && words[1].equals("0") && !bundleOnly;
            sections.add(new Section(words[0], closed, direction, mid, line));
        }
        media = null;
        mid = null;
        bundleOnly = false;
        direction = sessionDirection;
    }

    public List<Section> sections() {
        return sections;
    }

    /** How many open m-lines carry that. */
    public long count(String kind) {
        return sections.stream()
                .filter(section -> !section.refused() && section.media().equals(kind))
                .count();
    }

    /** Whether an open m-line has one of these directions. */
    public boolean flows(String... directions) {
        return sections.stream()
                .anyMatch(section -> !section.refused() && List.of(directions).contains(section.direction()));
    }

    public long refused() {
        return sections.stream().filter(Section::refused).count();
    }

    /** The lines on ICE, and on what is bundled, that stand above all m-lines. */
    List<String> sessionLines() {
        return sessionLines;
    }

    /** Of the first m-line, which the whole bundle shares. */
    List<String> candidates() {
        return candidates;
    }

    Optional<Section> tagged() {
        return sections.stream().filter(section -> !section.refused()).findFirst();
    }

    @Nullable
    String usernameFragment() {
        return usernameFragment;
    }

    @Nullable
    String password() {
        return password;
    }
}
