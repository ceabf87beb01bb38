package live.weir.bridge.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * A recording's folder as a spool: what of it has been taken to where it stays, and what has not.
 *
 * <pre>
 *  the writer's files ──▶ next ──▶ parcel is kept ──▶ note ──▶ its catalogue is kept
 * </pre>
 *
 * <p>A catalogue lists up to {@value #IN_A_CATALOGUE} parcels and holds what the index says of them. It is written anew with each of its parcels, after it: so
 * a reader knows of nothing that is not there, and a crash at any of these arrows loses nothing and repeats at most one step. What
 * was noted lies in the file {@code sent}.
 *
 * <p>One thread at a time; all of it blocks but {@link #content}.
 */
public final class RecordingSpool {

    /** Ten minutes, of which each catalogue is written anew at most that often. */
    static final int IN_A_CATALOGUE = 64;

    static final String PICTURE = "picture.jpg";

    private static final String SENT = "sent";
    private static final String STRAND = "strand";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}");
    private static final int READ_AT_ONCE = 64 << 10;
    private static final int INDEX_AT_ONCE = 1 << 20;
    private static final int LARGEST_EXTENT = 1 << 30;

    private final Path folder;
    private final String strand;
    private final NavigableMap<Integer, Parcel> noted = new TreeMap<>();
    private final Map<String, Long> ends = new LinkedHashMap<>();
    private long pictureOffered;
    private long pictureTaken;

    private RecordingSpool(Path folder, String strand) {
        this.folder = folder;
        this.strand = strand;
    }

    /** Whether anything was recorded there; blocks. */
    public static boolean isAt(Path folder) {
        return Files.exists(folder.resolve(RecordingIndex.FILE));
    }

    public static RecordingSpool open(Path folder) throws IOException {
        RecordingSpool spool = new RecordingSpool(folder, strandOf(folder));
        Path sent = folder.resolve(SENT);
        if (Files.exists(sent)) {
            for (String line : Files.readString(sent, StandardCharsets.US_ASCII).split("\n", -1)) {
                Parcel parcel = Parcel.of(line);
                if (parcel != null && parcel.number() == spool.noted.size()) {
                    spool.remember(parcel);
                }
            }
        }
        return spool;
    }

    /** Names what this folder adds to the recording, beside what other nodes' folders do. */
    private static String strandOf(Path folder) throws IOException {
        Path file = folder.resolve(STRAND);
        if (Files.exists(file)) {
            String known = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (NAME.matcher(known).matches()) {
                return known;
            }
        }
        String fresh = UUID.randomUUID().toString().substring(0, 8);
        Files.writeString(file, fresh + '\n', StandardCharsets.US_ASCII);
        return fresh;
    }

    private void remember(Parcel parcel) {
        noted.put(parcel.number(), parcel);
        for (Parcel.Extent extent : parcel.extents()) {
            ends.merge(extent.file(), extent.offset() + extent.bytes(), Math::max);
        }
    }

    public String strand() {
        return strand;
    }

    /** How many have been noted. */
    public int parcels() {
        return noted.size();
    }

    private long until() {
        return noted.isEmpty() ? 0 : noted.lastEntry().getValue().until();
    }

    /**
     * What has not been taken yet, from its beginning; null if there is nothing. The same again until it is noted, or more.
     *
     * @param most bytes at which it is enough
     */
    public @Nullable Parcel next(long most) throws IOException {
        Map<String, Long> reached = new LinkedHashMap<>();
        long until = until();
        long bytes = 0;
        for (String line : linesAfter(until)) {
            RecordingIndex.Reach reach = RecordingIndex.reach(line);
            if (reach != null) {
                if (reach.end() > size(reach.file())) {
                    break; // what a crash cut off: nothing after it is whole
                }
                long before = reached.getOrDefault(reach.file(), ends.getOrDefault(reach.file(), 0L));
                bytes += Math.max(0, reach.end() - before);
                reached.put(reach.file(), Math.max(before, reach.end()));
            }
            until += line.length() + 1;
            if (bytes >= most) {
                break;
            }
        }
        if (until == until()) {
            return null;
        }
        List<Parcel.Extent> extents = new ArrayList<>();
        reached.forEach((file, end) -> {
            long begin = ends.getOrDefault(file, 0L);
            if (end > begin) {
                extents.add(new Parcel.Extent(file, begin, (int) Math.min(end - begin, LARGEST_EXTENT)));
            }
        });
        addPicture(extents);
        return new Parcel(noted.size(), until, List.copyOf(extents));
    }

    /** Whole lines only, and not more than a mebibyte of them. */
    private List<String> linesAfter(long position) throws IOException {
        try (FileChannel index = FileChannel.open(folder.resolve(RecordingIndex.FILE), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(INDEX_AT_ONCE, index.size() - position)));
            while (bytes.hasRemaining() && index.read(bytes, position + bytes.position()) > 0) {
                // on until it is full
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            int end = text.lastIndexOf('\n');
            return end < 0 ? List.of() : List.of(text.substring(0, end).split("\n", -1));
        }
    }

    private long size(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /** The newest picture replaces the one before it. */
    private void addPicture(List<Parcel.Extent> extents) throws IOException {
        Path picture = folder.resolve(PICTURE);
        if (Files.exists(picture)) {
            long changed = Files.getLastModifiedTime(picture).toMillis();
            if (changed != pictureTaken) {
                Files.copy(picture, taken(), StandardCopyOption.REPLACE_EXISTING);
                pictureOffered = changed;
                extents.add(new Parcel.Extent(PICTURE, 0, Math.toIntExact(Files.size(taken()))));
            }
        }
    }

    /** The picture as it goes with the next parcel, whatever the writer does meanwhile. */
    private Path taken() {
        return folder.resolve("picture.taken");
    }

    /** A parcel's bytes, read as they are asked for, a little at a time. */
    public Flux<ByteBuffer> content(Parcel parcel, Scheduler threads) {
        return Flux.<ByteBuffer, Reading>generate(
                        () -> new Reading(parcel),
                        (reading, sink) -> {
                            try {
                                ByteBuffer bytes = reading.next();
                                if (bytes == null) {
                                    sink.complete();
                                } else {
                                    sink.next(bytes);
                                }
                            } catch (IOException unreadable) {
                                sink.error(unreadable);
                            }
                            return reading;
                        },
                        Reading::close)
                .subscribeOn(threads);
    }

    /** A way through the files of a parcel. */
    private final class Reading {

        private final List<Parcel.Extent> extents;
        private int at;
        private int done;
        private @Nullable FileChannel file;

        Reading(Parcel parcel) {
            this.extents = parcel.extents();
        }

        @Nullable
        ByteBuffer next() throws IOException {
            while (at < extents.size() && done == extents.get(at).bytes()) {
                close();
                at++;
                done = 0;
            }
            if (at == extents.size()) {
                return null;
            }
            Parcel.Extent extent = extents.get(at);
            FileChannel open = file;
            if (open == null) {
                Path path = extent.file().equals(PICTURE) ? taken() : folder.resolve(extent.file());
                open = FileChannel.open(path, StandardOpenOption.READ);
                file = open;
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.min(READ_AT_ONCE, extent.bytes() - done));
            if (open.read(bytes, extent.offset() + done) <= 0) {
                throw new IOException(extent.file() + " is shorter than its index says");
            }
            done += bytes.position();
            return bytes.flip();
        }

        void close() {
            FileChannel open = file;
            file = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException wasOnlyRead) {
                    // nothing is lost by it
                }
            }
        }
    }

    /** A parcel is kept. */
    public void note(Parcel parcel) throws IOException {
        Files.writeString(
                folder.resolve(SENT),
                parcel.line(),
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        remember(parcel);
        if (parcel.extents().stream().anyMatch(extent -> extent.file().equals(PICTURE))) {
            pictureTaken = pictureOffered;
        }
    }

    /** The number of the catalogue that lists the parcel noted last. */
    public int newestCatalogue() {
        return Math.max(0, noted.size() - 1) / IN_A_CATALOGUE;
    }

    /** The catalogue of that number, as it is to be kept. */
    public byte[] catalogue(int number) throws IOException {
        StringBuilder text = new StringBuilder();
        int first = number * IN_A_CATALOGUE;
        Parcel before = noted.get(first - 1);
        long from = before == null ? 0 : before.until();
        long until = from;
        for (Parcel parcel : noted.subMap(first, first + IN_A_CATALOGUE).values()) {
            text.append(parcel.line());
            until = parcel.until();
        }
        byte[] lines = new byte[Math.toIntExact(until - from)];
        try (FileChannel index = FileChannel.open(folder.resolve(RecordingIndex.FILE), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.wrap(lines);
            while (bytes.hasRemaining() && index.read(bytes, from + bytes.position()) > 0) {
                // on until it is full
            }
        }
        return PackedText.pack(text.append(new String(lines, StandardCharsets.US_ASCII)));
    }

    /** Bytes that lie here and nowhere else. */
    public long waiting() throws IOException {
        long waiting = 0;
        try (var files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (RecordingIndex.isMedia(name)) {
                    waiting += Math.max(0, Files.size(file) - ends.getOrDefault(name, 0L));
                }
            }
        }
        return waiting;
    }
}
