package live.weir.bridge.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import live.weir.bridge.program.ProgramTrack;
import org.jspecify.annotations.Nullable;

/**
 * What lies where in a recording: a text that only grows, a line for everything that was written, after it was.
 *
 * <pre>
 * run {number} {origin, milliseconds}
 * track {run} {name} {kind} {codecs} {width} {height} {frame rate} {bitrate} {channels} {header's bytes}
 * part {run} {track} {start} {duration} {k or -} {offset} {bytes}
 * still {run} {at} {offset} {bytes}
 * </pre>
 *
 * <p>So whatever killed the node, a recording is whole up to its last complete line: a line that is cut, and a part whose bytes
 * are not all in the file, are where it ends.
 */
final class RecordingIndex {

    static final String FILE = "index";

    private static final int MOST_LINES = 4_000_000;

    /** @param header bytes at the beginning of the track's file */
    record Track(
            String name,
            ProgramTrack.Kind kind,
            String codecs,
            int width,
            int height,
            int frameRate,
            int bitrate,
            int channels,
            int header) {}

    /** @param start in microseconds of the run */
    record Piece(long start, long duration, boolean independent, long offset, int bytes) {

        long end() {
            return start + duration;
        }
    }

    /**
     * A picture of the program.
     *
     * @param at in microseconds of the run
     */
    record Still(long at, long offset, int bytes) {}

    /** A run of the program's maker. */
    record Run(
            int number,
            Instant origin,
            Map<String, Track> tracks,
            Map<String, List<Piece>> pieces,
            List<Still> stills) {}

    private RecordingIndex() {}

    static String file(int run, String track) {
        return "r" + run + "-" + track + ".mp4";
    }

    static String stills(int run) {
        return "r" + run + "-stills.jpg";
    }

    /** Whether a file is one that an index speaks of. */
    static boolean isMedia(String file) {
        return file.startsWith("r") && (file.endsWith(".mp4") || file.endsWith("-stills.jpg"));
    }

    static String line(int run, Still still) {
        return "still " + run + ' ' + still.at() + ' ' + still.offset() + ' ' + still.bytes() + '\n';
    }

    static String line(int run, Instant origin) {
        return "run " + run + ' ' + origin.toEpochMilli() + '\n';
    }

    static String line(int run, ProgramTrack track, int header) {
        return String.join(
                        " ",
                        "track",
                        Integer.toString(run),
                        track.name(),
                        track.kind().name(),
                        track.codecs(),
                        Integer.toString(track.width()),
                        Integer.toString(track.height()),
                        Integer.toString(track.frameRate()),
                        Integer.toString(track.bitrate()),
                        Integer.toString(track.channels()),
                        Integer.toString(header))
                + '\n';
    }

    static String line(int run, String track, Piece piece) {
        return "part " + run + ' ' + track + ' ' + piece.start() + ' ' + piece.duration() + ' '
                + (piece.independent() ? 'k' : '-') + ' ' + piece.offset() + ' ' + piece.bytes() + '\n';
    }

    /** Each index as far as all is well; of a run that several have, the first counts. In the order of their numbers. */
    static List<Run> read(RecordingFiles.Contents contents) {
        NavigableMap<Integer, Run> runs = new TreeMap<>();
        for (String index : contents.indexes()) {
            read(index, contents.sizes()).forEach(run -> runs.putIfAbsent(run.number(), run));
        }
        return List.copyOf(runs.values());
    }

    private static List<Run> read(String text, Map<String, Long> sizes) {
        List<Run> runs = new ArrayList<>();
        int begin = 0;
        int lines = 0;
        for (int end = text.indexOf('\n'); end >= 0 && lines++ < MOST_LINES; end = text.indexOf('\n', begin)) {
            if (!read(text.substring(begin, end).split(" "), runs, sizes)) {
                break;
            }
            begin = end + 1;
        }
        return runs;
    }

    /** The number of the newest run that a folder has, or -1; blocks. */
    static int newestRun(Path folder) throws IOException {
        int newest = -1;
        for (String line : Files.readAllLines(folder.resolve(FILE), StandardCharsets.US_ASCII)) {
            if (line.startsWith("run ")) {
                try {
                    newest = Math.max(newest, Integer.parseInt(line.split(" ", 3)[1]));
                } catch (NumberFormatException | IndexOutOfBoundsException cut) {
                    return newest;
                }
            }
        }
        return newest;
    }

    /** Takes away a line that a crash cut, so that the next one is not joined to it; blocks. */
    static void mend(Path index) throws IOException {
        String text = Files.readString(index, StandardCharsets.US_ASCII);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole < text.length()) {
            try (FileChannel channel = FileChannel.open(index, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
            }
        }
    }

    /** The file that a line speaks of and how much of it there must be for that; null where it speaks of none. */
    static @Nullable Reach reach(String line) {
        String[] words = line.split(" ", -1);
        try {
            return switch (words[0]) {
                case "track" -> new Reach(file(Integer.parseInt(words[1]), words[2]), Integer.parseInt(words[10]));
                case "part" -> {
                    Piece piece = piece(words);
                    yield new Reach(file(Integer.parseInt(words[1]), words[2]), piece.offset() + piece.bytes());
                }
                case "still" ->
                    new Reach(
                            stills(Integer.parseInt(words[1])), Long.parseLong(words[3]) + Integer.parseInt(words[4]));
                default -> null;
            };
        } catch (IndexOutOfBoundsException | IllegalArgumentException cut) {
            return null;
        }
    }

    /** How much of a file is there. */
    record Reach(String file, long end) {}

    private static boolean read(String[] words, List<Run> runs, Map<String, Long> sizes) {
        try {
            switch (words[0]) {
                case "run" ->
                    runs.add(new Run(
                            Integer.parseInt(words[1]),
                            Instant.ofEpochMilli(Long.parseLong(words[2])),
                            new java.util.LinkedHashMap<>(),
                            new HashMap<>(),
                            new ArrayList<>()));
                case "track" -> {
                    Run run = runs.get(runs.size() - 1);
                    Track track = track(words);
                    run.tracks().put(track.name(), track);
                    run.pieces().put(track.name(), new ArrayList<>());
                }
                case "part" -> {
                    Run run = runs.get(runs.size() - 1);
                    Piece piece = piece(words);
                    if (piece.offset() + piece.bytes() > size(file(run.number(), words[2]), sizes)) {
                        return false;
                    }
                    List<Piece> pieces = run.pieces().get(words[2]);
                    if (pieces == null) {
                        return false;
                    }
                    pieces.add(piece);
                }
                case "still" -> {
                    Run run = runs.get(runs.size() - 1);
                    Still still =
                            new Still(Long.parseLong(words[2]), Long.parseLong(words[3]), Integer.parseInt(words[4]));
                    if (still.offset() + still.bytes() > size(stills(run.number()), sizes)) {
                        return false;
                    }
                    run.stills().add(still);
                }
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IndexOutOfBoundsException | IllegalArgumentException cut) {
            return false;
        }
    }

    private static Track track(String[] words) {
        return new Track(
                words[2],
                ProgramTrack.Kind.valueOf(words[3]),
                words[4],
                Integer.parseInt(words[5]),
                Integer.parseInt(words[6]),
                Integer.parseInt(words[7]),
                Integer.parseInt(words[8]),
                Integer.parseInt(words[9]),
                Integer.parseInt(words[10]));
    }

    private static Piece piece(String[] words) {
        return new Piece(
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                words[5].equals("k"),
                Long.parseLong(words[6]),
                Integer.parseInt(words[7]));
    }

    private static long size(String file, Map<String, Long> sizes) {
        return sizes.getOrDefault(file, 0L);
    }
}
