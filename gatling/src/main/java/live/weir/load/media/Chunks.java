package live.weir.load.media;

/** How many packets a payload takes, of about the same size each, so that none is too small for a stamp. */
final class Chunks {

    /** With headers, SRTP and UDP this stays below what any path takes. */
    static final int LARGEST = 1150;

    private Chunks() {}

    static int count(int total) {
        return Math.max(1, (total + LARGEST - 1) / LARGEST);
    }

    /** Where the chunk of that number starts. */
    static int start(int total, int count, int number) {
        return (int) ((long) total * number / count);
    }
}
