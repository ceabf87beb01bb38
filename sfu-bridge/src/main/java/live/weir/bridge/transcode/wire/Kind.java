package live.weir.bridge.transcode.wire;

import java.io.IOException;

/** What a frame is. Its code on the wire is its place among them. */
public enum Kind {

    /** To the child, once: settings, and the node's time. The child answers with {@code FORMAT}, and goes on from there. */
    BEGIN,
    /** To the child: number (2), codec of its pictures or nothing, name. A number is used once. */
    SOURCE,
    /** To the child: number (2). */
    GONE,
    /** To the child: number (2), time (8), keyframe (1), access unit. */
    PICTURE,
    /** To the child: number (2), time (8), Opus packet. */
    SOUND,
    /** To the child: see {@link SceneWords}. */
    SCENE,
    /** To the child: whole parts are sent to their ends, then it leaves. */
    END,
    /** From the child, first of all: nanoseconds per million pixels encoded (8), name of the encoder. */
    READY,
    /** From the child: see {@link FormatWords}. From the second on, a discontinuity. */
    FORMAT,
    /** From the child: track (1), independent (1), start (8), duration (8) in microseconds, moof and mdat. */
    CHUNK,
    /** From the child: a JPEG. */
    JPEG,
    /** From the child, each second: see {@link WorkerVitals}. */
    VITALS,
    /** From the child: number (2) of a source whose pictures cannot be decoded without one. */
    KEYFRAME,
    /** From the child that reads a file: thousandths done (2), the file's length in milliseconds or 0 (8). */
    PROGRESS,
    /** From the child that reads a file: the name of a {@code MovieFault}, and what there is to say about it. Nothing follows. */
    REFUSED,
    /** From the child that reads a file: all of it was read and sent. Nothing follows. */
    DONE;

    /** Room for a keyframe of 4096 × 2304 and a slate's picture; chunks are smaller. */
    public static final int MOST_BODY = 4 << 20;

    public static final int HEAD = 5;

    private static final Kind[] ALL = values();

    byte code() {
        for (int code = 0; code < ALL.length; code++) {
            if (ALL[code] == this) {
                return (byte) code;
            }
        }
        throw new IllegalStateException("Not one of us: " + this);
    }

    public static Kind of(int code) throws IOException {
        if (code < 0 || code >= ALL.length) {
            throw new IOException("No frame is of kind " + code);
        }
        return ALL[code];
    }

    public static int checkLength(int length) throws IOException {
        if (length < 0 || length > MOST_BODY) {
            throw new IOException("No frame has " + length + " bytes");
        }
        return length;
    }
}
