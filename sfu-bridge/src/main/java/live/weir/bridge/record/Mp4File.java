package live.weir.bridge.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.record.RecordedProgram.Stretch;
import live.weir.bridge.record.RecordingIndex.Piece;
import live.weir.bridge.record.RecordingIndex.Track;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A recording as one MP4 file with picture and sound, made of the parts as they are: a header that joins both tracks', then all
 * parts in the order of their times. In each part a few numbers are set (its number, its track, its time); no sample is
 * touched, nothing is encoded, and no byte is read before it is sent.
 */
public final class Mp4File {

    private static final int VIDEO = 1;
    private static final int AUDIO = 2;

    private final RecordingFiles files;
    private final ByteBuf header;
    private final List<Entry> entries;
    /** Where each piece begins, and where the last one ends. */
    private final long[] starts;

    /** @param shift of its time, in the track's own units */
    private record Entry(String file, Piece piece, int track, long shift, long at) {}

    private record Source(Track track, int id, ByteBuf header, long timescale) {}

    private Mp4File(RecordingFiles files, ByteBuf header, List<Entry> entries) {
        this.files = files;
        this.header = header;
        this.entries = entries;
        this.starts = new long[entries.size() + 2];
        starts[1] = header.readableBytes();
        for (int i = 0; i < entries.size(); i++) {
            starts[i + 2] = starts[i + 1] + entries.get(i).piece().bytes();
        }
    }

    /** The tallest picture, and the sound. */
    public static Mono<Mp4File> of(RecordedProgram program) {
        List<Mono<Source>> sources = new ArrayList<>();
        program.tracks().values().stream()
                .filter(track -> track.kind() == ProgramTrack.Kind.VIDEO)
                .max(Comparator.comparingInt(Track::height))
                .ifPresent(track -> sources.add(source(program, track, VIDEO)));
        program.tracks().values().stream()
                .filter(track -> track.kind() == ProgramTrack.Kind.AUDIO)
                .findFirst()
                .ifPresent(track -> sources.add(source(program, track, AUDIO)));
        return Flux.concat(sources).collectList().flatMap(found -> Mono.fromCallable(() -> joined(program, found)));
    }

    private static Mp4File joined(RecordedProgram program, List<Source> sources) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Source source : sources) {
            entries.addAll(entries(program, source));
        }
        entries.sort(Comparator.comparingLong(Entry::at).thenComparingInt(Entry::track));
        return new Mp4File(program.files(), joined(sources), entries);
    }

    private static Mono<Source> source(RecordedProgram program, Track track, int id) {
        int run = program.segments(track.name()).get(0).run().number();
        return program.files()
                .read(RecordingIndex.file(run, track.name()), 0, track.header())
                .flatMap(header -> Mono.fromCallable(() -> source(track, id, header)));
    }

    private static Source source(Track track, int id, ByteBuf header) throws IOException {
        ByteBuf copy = Unpooled.copiedBuffer(header);
        header.release();
        int media = Boxes.path(copy, "moov", "trak", "mdia", "mdhd");
        if (media < 0) {
            throw new IOException("The header of " + track.name() + " is not one");
        }
        long timescale = copy.getUnsignedInt(media + (Boxes.version(copy, media) == 0 ? 20 : 28));
        return new Source(track, id, copy, timescale);
    }

    /** Runs follow one another without a pause: what lay between them was not recorded. */
    private static List<Entry> entries(RecordedProgram program, Source source) {
        List<Entry> entries = new ArrayList<>();
        long at = 0;
        int run = -1;
        long shift = 0;
        for (Stretch stretch : program.segments(source.track().name())) {
            if (stretch.run().number() != run) {
                run = stretch.run().number();
                shift = at - stretch.from();
            }
            for (Piece piece : stretch.pieces()) {
                long begins = piece.start() + shift;
                entries.add(new Entry(
                        RecordingIndex.file(run, source.track().name()),
                        piece,
                        source.id(),
                        Math.round(shift * (double) source.timescale() / 1e6),
                        begins));
                at = begins + piece.duration();
            }
        }
        return entries;
    }

    private static ByteBuf joined(List<Source> sources) throws IOException {
        ByteBuf tracks = Unpooled.buffer();
        ByteBuf extensions = Unpooled.buffer();
        for (Source source : sources) {
            ByteBuf header = source.header();
            int trak = Boxes.path(header, "moov", "trak");
            int tkhd = Boxes.path(header, "moov", "trak", "tkhd");
            int trex = Boxes.path(header, "moov", "mvex", "trex");
            if (trak < 0 || tkhd < 0 || trex < 0) {
                throw new IOException("The header of " + source.track().name() + " is not one");
            }
            header.setInt(tkhd + (Boxes.version(header, tkhd) == 0 ? 20 : 28), source.id());
            header.setInt(trex + 12, source.id());
            tracks.writeBytes(header, trak, Boxes.size(header, trak));
            extensions.writeBytes(header, trex, Boxes.size(header, trex));
        }
        ByteBuf first = sources.get(0).header();
        int mvhd = Boxes.path(first, "moov", "mvhd");
        int ftyp = Boxes.path(first, "ftyp");
        if (mvhd < 0 || ftyp < 0) {
            throw new IOException("The recording's header is not one");
        }
        int mvhdSize = Boxes.size(first, mvhd);
        first.setInt(mvhd + mvhdSize - 4, sources.size() + 1); // next_track_ID
        ByteBuf whole = Unpooled.buffer();
        whole.writeBytes(first, ftyp, Boxes.size(first, ftyp));
        box(whole, "moov", mvhdSize + tracks.readableBytes() + 8 + extensions.readableBytes());
        whole.writeBytes(first, mvhd, mvhdSize).writeBytes(tracks);
        box(whole, "mvex", extensions.readableBytes());
        return whole.writeBytes(extensions);
    }

    private static void box(ByteBuf target, String kind, int content) {
        target.writeInt(content + 8).writeBytes(kind.getBytes(StandardCharsets.US_ASCII));
    }

    public long length() {
        return starts[starts.length - 1];
    }

    /** Which piece has the byte at this place. */
    public int pieceAt(long position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }

    /** Where in the file a piece begins. */
    public long start(int piece) {
        return starts[piece];
    }

    /** How many pieces there are to send, the header being the first. */
    public int pieces() {
        return entries.size() + 1;
    }

    /** The caller's to release. */
    public Mono<ByteBuf> piece(int number) {
        if (number == 0) {
            return Mono.fromSupplier(header::retainedDuplicate);
        }
        Entry entry = entries.get(number - 1);
        return files.read(entry.file(), entry.piece().offset(), entry.piece().bytes())
                .doOnNext(bytes -> renumber(bytes, number, entry));
    }

    private static void renumber(ByteBuf bytes, int number, Entry entry) {
        int mfhd = Boxes.path(bytes, "moof", "mfhd");
        int tfhd = Boxes.path(bytes, "moof", "traf", "tfhd");
        int tfdt = Boxes.path(bytes, "moof", "traf", "tfdt");
        if (mfhd < 0 || tfhd < 0 || tfdt < 0) {
            return; // not a fragment as the maker of programs makes them: players skip it
        }
        bytes.setInt(mfhd + 12, number);
        bytes.setInt(tfhd + 12, entry.track());
        if (Boxes.version(bytes, tfdt) == 0) {
            bytes.setInt(tfdt + 12, (int) (bytes.getUnsignedInt(tfdt + 12) + entry.shift()));
        } else {
            bytes.setLong(tfdt + 12, bytes.getLong(tfdt + 12) + entry.shift());
        }
    }
}
