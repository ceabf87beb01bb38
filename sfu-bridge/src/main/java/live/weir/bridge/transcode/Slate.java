package live.weir.bridge.transcode;

/** What is shown while nobody is. */
public final class Slate {

    /** More than any sensible picture of 4096 pixels. */
    public static final int MOST_BYTES = 2 << 20;

    private static final int LONGEST_TITLE = 200;

    private final String title;
    private final byte[] picture;

    /**
     * @param title written in the middle, or empty; letters that there is no shape for are left out
     * @param picture a JPEG or PNG that fills the picture, or no bytes; one that cannot be read counts as none
     */
    public Slate(String title, byte[] picture) {
        if (picture.length > MOST_BYTES) {
            throw new IllegalArgumentException("A slate's picture has at most " + MOST_BYTES + " bytes");
        }
        this.title = title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title;
        this.picture = picture.clone();
    }

    public static Slate titled(String title) {
        return new Slate(title, new byte[0]);
    }

    public String title() {
        return title;
    }

    public byte[] picture() {
        return picture.clone();
    }

    @Override
    public String toString() {
        return "Slate[" + title + ", " + picture.length + " bytes]";
    }
}
