package live.weir.signaling.stage;

import java.time.Duration;
import live.weir.bridge.engine.MediaException;
import live.weir.signaling.stage.StageRefused.Reason;

/** Where failures become refusals: what an engine says is translated here and nowhere else. */
final class Refusals {

    private static final Duration SOON = Duration.ofSeconds(5);
    static final Duration NOT_LIVE_YET = Duration.ofSeconds(2);

    private Refusals() {}

    static StageRefused of(Throwable failure) {
        if (failure instanceof StageRefused refused) {
            return refused;
        }
        if (failure instanceof MediaException media) {
            return ofMedia(media);
        }
        return StageRefused.because(Reason.FAILED, failure);
    }

    private static StageRefused ofMedia(MediaException media) {
        return switch (media.reason()) {
            case BAD_DESCRIPTION -> StageRefused.because(Reason.INVALID, media);
            case UNSUPPORTED -> StageRefused.because(Reason.UNSUPPORTED, media);
            case CONFLICT -> StageRefused.because(Reason.CONFLICT, media);
            case GONE -> StageRefused.because(Reason.NOT_FOUND, media);
            case OVERLOADED -> overloaded(String.valueOf(media.getMessage()));
            case FAILED -> StageRefused.because(Reason.FAILED, media);
        };
    }

    static StageRefused overloaded(String sentence) {
        return StageRefused.of(Reason.OVERLOADED, sentence, SOON);
    }

    static StageRefused busyStage() {
        return overloaded("The stage has too much to do just now.");
    }

    static StageRefused forbidden(String sentence) {
        return StageRefused.of(Reason.FORBIDDEN, sentence);
    }

    static StageRefused notFound(String sentence) {
        return StageRefused.of(Reason.NOT_FOUND, sentence);
    }

    static StageRefused noSuchSession() {
        return notFound("You have no such session.");
    }

    static StageRefused conflict(String sentence) {
        return StageRefused.of(Reason.CONFLICT, sentence);
    }

    static StageRefused tooMany(String sentence) {
        return StageRefused.of(Reason.TOO_MANY, sentence);
    }
}
