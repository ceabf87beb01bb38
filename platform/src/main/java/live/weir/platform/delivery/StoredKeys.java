package live.weir.platform.delivery;

import java.util.Locale;
import java.util.UUID;

/**
 * The names of a recording's objects.
 *
 * <pre>
 * {recording}/catalogue/{strand}-{number}   what is in which parcel, and what it means
 * {recording}/parts/{strand}-{number}       a parcel: some seconds of all tracks
 * {recording}/sheets/{name}                 small pictures, made when first asked for
 * </pre>
 *
 * <p>A strand is what one node wrote: a broadcast that moved to another node has two.
 */
final class StoredKeys {

    private static final int STRAND = 8;

    private StoredKeys() {}

    static String all(UUID media) {
        return media + "/";
    }

    static String catalogues(UUID media) {
        return media + "/catalogue/";
    }

    static String catalogue(UUID media, String strand, int number) {
        return catalogues(media) + strand + String.format(Locale.ROOT, "-%06d", number);
    }

    static String parcel(UUID media, String strand, int number) {
        return media + "/parts/" + strand + String.format(Locale.ROOT, "-%06d", number);
    }

    static String sheet(UUID media, String name) {
        return media + "/sheets/" + name;
    }

    /** Of a catalogue's key; whatever else lies there has none that a parcel could have. */
    static String strand(UUID media, String catalogue) {
        String name = catalogue.substring(catalogues(media).length());
        return name.substring(0, Math.min(STRAND, name.length()));
    }
}
