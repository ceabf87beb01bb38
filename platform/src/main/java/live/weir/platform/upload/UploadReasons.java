package live.weir.platform.upload;

import live.weir.bridge.transcode.MovieFault;

/** Why a file did not become a recording, in sentences. Pages have their own, in the reader's language. */
final class UploadReasons {

    private UploadReasons() {}

    static String text(String code, UploadSettings settings) {
        for (MovieFault fault : MovieFault.values()) {
            if (fault.code().equals(code)) {
                return text(fault, settings);
            }
        }
        return "It could not be converted.";
    }

    private static String text(MovieFault fault, UploadSettings settings) {
        return switch (fault) {
            case NOT_A_VIDEO -> "This is no video in MP4, MOV, MKV or WebM.";
            case DAMAGED -> "The file is damaged: it cannot be read.";
            case EMPTY -> "There is neither picture nor sound in the file.";
            case UNKNOWN_CODEC -> "The picture or the sound is coded in a way that cannot be read here.";
            case TOO_LARGE -> "The picture has too many pixels: 4096 by 2304 is the most.";
            case TOO_LONG ->
                "The video is longer than " + settings.maxDuration().toMinutes() + " minutes.";
            case TOO_MANY_TRACKS -> "There are too many tracks in the file.";
            case NOT_PLAUSIBLE -> "The file says that it lasts longer than a file of its size can.";
            case TOO_SLOW -> "It took too long to convert.";
            case STALLED -> "The conversion came to a standstill.";
            case LOST -> "The conversion was interrupted too often.";
            case NO_ROOM -> "There was no room to keep the recording.";
            case CANCELLED -> "It was cancelled.";
        };
    }
}
