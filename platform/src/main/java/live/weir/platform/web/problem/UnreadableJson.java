package live.weir.platform.web.problem;

import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * What Jackson found wrong with a body. Its own messages quote the body and name our classes, so none of them goes out.
 */
final class UnreadableJson {

    private UnreadableJson() {}

    static Problem explain(JacksonException error) {
        Problem ours = ProblemTranslator.thrownWithin(error);
        if (ours != null) {
            return ours;
        }
        if (error instanceof InputCoercionException) {
            return Problem.invalid(pointer(error), "is out of range");
        }
        if (error instanceof StreamConstraintsException) {
            return located(error, "The JSON is nested too deeply, or a string, a name or a number in it is too long");
        }
        if (error instanceof StreamReadException || isTrailing(error)) {
            return located(error, "The body is not well-formed JSON");
        }
        return Problem.invalid(pointer(error), expectation(error));
    }

    static Problem malformed(String detail) {
        return Problem.of(HttpStatus.BAD_REQUEST, "malformed-json", "Malformed JSON", detail);
    }

    private static Problem located(JacksonException error, String sentence) {
        TokenStreamLocation place = error.getLocation();
        if (place == null || place.getLineNr() < 1) {
            return malformed(sentence + ".");
        }
        return malformed(sentence + ": see line " + place.getLineNr() + ", column " + place.getColumnNr() + ".")
                .with("line", place.getLineNr())
                .with("column", place.getColumnNr());
    }

    /** Jackson has no type of its own for what follows the end of the document. */
    private static boolean isTrailing(JacksonException error) {
        return error instanceof MismatchedInputException
                && error.getOriginalMessage().startsWith("Trailing token");
    }

    private static String expectation(JacksonException error) {
        if (!(error instanceof MismatchedInputException mismatch)) {
            return "is not valid";
        }
        if (mismatch.getCurrentToken() == JsonToken.VALUE_NULL) {
            return "must not be null";
        }
        // A string that is none to us: see StrictString.
        boolean unstorable = mismatch instanceof InvalidFormatException && mismatch.getTargetType() == String.class;
        return unstorable
                ? "must not contain U+0000 or half of a surrogate pair"
                : ExpectedValue.describe(mismatch.getTargetType());
    }

    private static String pointer(JacksonException error) {
        return JsonPointers.ofJsonPath(error.getPath());
    }
}
