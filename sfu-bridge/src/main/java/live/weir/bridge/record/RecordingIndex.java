package live.weir.bridge.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.weir.bridge.program.ProgramTrack;

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

    /** Reads as far as all is well; blocks. */
    static List<Run> read(Path folder) throws IOException {
        String text = Files.readString(folder.resolve(FILE), StandardCharsets.US_ASCII);
        List<Run> runs = new ArrayList<>();
        Map<String, Long> sizes = new HashMap<>();
        int begin = 0;
        int lines = 0;
        for (int end = text.indexOf('\n'); end >= 0 && lines++ < MOST_LINES; end = text.indexOf('\n', begin)) {
            if (!read(text.substring(begin, end).split(" "), runs, folder, sizes)) {
                break;
            }
            begin = end + 1;
        }
        return runs;
    }

    private static boolean read(String[] words, List<Run> runs, Path folder, Map<String, Long> sizes)
            throws IOException {
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
                    if (piece.offset() + piece.bytes() > size(folder, file(run.number(), words[2]), sizes)) {
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
                    if (still.offset() + still.bytes() > size(folder, stills(run.number()), sizes)) {
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

    private static long size(Path folder, String file, Map<String, Long> sizes) throws IOException {
        Long known = sizes.get(file);
        if (known == null) {
            known = Files.size(folder.resolve(file));
            sizes.put(file, known);
        }
        return known;
    }
}
