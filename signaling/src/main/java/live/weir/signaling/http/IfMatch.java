package live.weir.signaling.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/**
 * The condition on a PATCH (RFC 9110 §13.1.1). RFC 9725 writes the one that goes with a restart as a quoted asterisk, which
 * is taken for the bare one.
 */
record IfMatch(boolean any, Set<String> tags) {

    /** @throws HttpRefused 428 without a condition: overlapping requests could not be told apart (RFC 9725 §4.3.1) */
    static IfMatch of(List<String> headers) {
        Set<String> tags = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (tags.isEmpty()) {
            throw HttpRefused.of(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "precondition-required",
                    "A PATCH needs If-Match: with the session's ETag, or with * to restart ICE.");
        }
        return new IfMatch(tags.contains("*") || tags.contains("\"*\""), tags);
    }

    /** By strong comparison, for which a weak tag never matches. */
    void require(String current) {
        if (!any && !tags.contains(current)) {
            throw HttpRefused.of(
                    HttpStatus.PRECONDITION_FAILED,
                    "stale-entity-tag",
                    "ICE has been restarted since: the ETag is not the one of this ICE session.");
        }
    }
}
