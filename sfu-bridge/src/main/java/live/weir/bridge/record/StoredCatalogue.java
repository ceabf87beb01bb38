package live.weir.bridge.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is known of a recording that was taken to where it stays: its index, and which bytes of which file are in which parcel.
 * Made of the catalogues that {@link RecordingSpool} wrote.
 */
public final class StoredCatalogue {

    private final Map<String, StringBuilder> indexes = new HashMap<>();
    private final Map<String, NavigableMap<Long, Place>> places = new HashMap<>();

    /**
     * Bytes of a file within a parcel.
     *
     * @param position in the parcel
     */
    public record Place(String strand, int parcel, long position, long offset, int bytes) {}

    /** Adds one; those of a strand in the order of their numbers. */
    public void add(String strand, byte[] packed) throws IOException {
        String text = PackedText.unpack(packed);
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            Parcel parcel = Parcel.of(text.substring(begin, end));
            if (parcel == null) {
                break;
            }
            add(strand, parcel);
            begin = end + 1;
        }
        indexes.computeIfAbsent(strand, name -> new StringBuilder()).append(text, begin, text.length());
    }

    private void add(String strand, Parcel parcel) {
        long position = 0;
        for (Parcel.Extent extent : parcel.extents()) {
            NavigableMap<Long, Place> file = places.computeIfAbsent(extent.file(), name -> new TreeMap<>());
            if (file.isEmpty()
                    || file.firstEntry().getValue().strand().equals(strand)
                    || extent.file().equals(RecordingSpool.PICTURE)) {
                file.put(
                        extent.offset(), new Place(strand, parcel.number(), position, extent.offset(), extent.bytes()));
            }
            position += extent.bytes();
        }
    }

    public RecordingFiles.Contents contents() {
        Map<String, Long> sizes = new HashMap<>();
        places.forEach((file, all) -> {
            Place last = all.lastEntry().getValue();
            sizes.put(file, last.offset() + last.bytes());
        });
        return new RecordingFiles.Contents(
                indexes.values().stream().map(StringBuilder::toString).toList(), sizes);
    }

    /** In memory, about. */
    public int weight() {
        int weight = 200;
        for (StringBuilder index : indexes.values()) {
            weight += index.length();
        }
        for (NavigableMap<Long, Place> file : places.values()) {
            weight += file.size() * 120;
        }
        return weight;
    }

    /** How much there is of a file; 0 if there is none. */
    public long size(String file) {
        NavigableMap<Long, Place> all = places.get(file);
        return all == null
                ? 0
                : all.lastEntry().getValue().offset()
                        + all.lastEntry().getValue().bytes();
    }

    /** Where a stretch of a file is, in order; less than that where there is less. */
    public List<Place> places(String file, long offset, int bytes) {
        List<Place> found = new ArrayList<>();
        NavigableMap<Long, Place> all = places.get(file);
        long at = offset;
        long end = offset + bytes;
        while (all != null && at < end) {
            Map.Entry<Long, Place> entry = all.floorEntry(at);
            if (entry == null || entry.getValue().offset() + entry.getValue().bytes() <= at) {
                break;
            }
            Place whole = entry.getValue();
            int skipped = (int) (at - whole.offset());
            int taken = (int) Math.min(end - at, whole.bytes() - skipped);
            found.add(new Place(whole.strand(), whole.parcel(), whole.position() + skipped, at, taken));
            at += taken;
        }
        return found;
    }
}
