package live.weir.platform.channel;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Reads what a client says of a channel: normalises each field, and collects all faults before it refuses. */
final class ChannelForm {

    static final int MAX_TITLE = 120;
    static final int MAX_DESCRIPTION = 4_000;
    private static final Instant LAST_TIME = Instant.parse("9999-01-01T00:00:00Z");
    private static final int MAX_LANGUAGE = 35; // RFC 5646 §4.4.1

    private @Nullable Problem faults;

    String slug(@Nullable String text) {
        String slug = text == null ? "" : Slug.canonical(text);
        complain("/slug", text == null ? Optional.of("is required") : Slug.fault(slug));
        return slug;
    }

    String title(@Nullable String text) {
        String title = text == null ? "" : PlainText.normalised(text);
        complain(
                "/title",
                PlainText.isVisible(title)
                        ? PlainText.fault(title, MAX_TITLE, false)
                        : Optional.of("is required and must not be blank"));
        return title;
    }

    String description(@Nullable String text) {
        String description = text == null ? "" : PlainText.normalised(text);
        complain("/description", PlainText.fault(description, MAX_DESCRIPTION, true));
        return description;
    }

    String language(@Nullable String text) {
        String tag = text == null ? "" : text.strip();
        Optional<String> canonical = tag.isEmpty() ? Optional.of("") : canonicalTag(tag);
        if (canonical.isEmpty()) {
            refuse("/language", "must be a BCP 47 language tag, such as 'pt-BR', or empty");
        }
        return canonical.orElse("");
    }

    private static Optional<String> canonicalTag(String tag) {
        try {
            return tag.length() > MAX_LANGUAGE
                    ? Optional.empty()
                    : Optional.of(
                            new Locale.Builder().setLanguageTag(tag).build().toLanguageTag());
        } catch (IllformedLocaleException notATag) {
            return Optional.empty();
        }
    }

    Visibility visibility(@Nullable String text) {
        for (Visibility visibility : Visibility.values()) {
            if (visibility.code().equals(text)) {
                return visibility;
            }
        }
        complain(
                "/visibility",
                Optional.of("must be one of "
                        + Arrays.stream(Visibility.values())
                                .map(Visibility::code)
                                .collect(Collectors.joining(", "))));
        return Visibility.PRIVATE;
    }

    /** RFC 3339, with any offset. */
    @Nullable
    Instant time(String pointer, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isBefore(LAST_TIME)) {
                return time;
            }
        } catch (DateTimeParseException unreadable) {
            // told below, like a year that no calendar of ours shows
        }
        refuse(pointer, "must be a time such as '2027-01-31T20:00:00Z'");
        return null;
    }

    /** A field that is not what it should be at all. */
    void refuse(String pointer, String fault) {
        complain(pointer, Optional.of(fault));
    }

    /** @throws Problem that names every fault */
    <T> T unlessFaulty(Supplier<T> result) {
        if (faults != null) {
            throw faults;
        }
        return result.get();
    }

    private void complain(String pointer, Optional<String> fault) {
        fault.ifPresent(sentence ->
                faults = faults == null ? Problem.invalid(pointer, sentence) : faults.at(pointer, sentence));
    }
}
