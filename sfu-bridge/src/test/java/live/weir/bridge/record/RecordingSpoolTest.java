package live.weir.bridge.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.weir.testing.Now;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** What is taken from a folder in parcels is, put together again, what lay in the folder; wherever it was interrupted. */
class RecordingSpoolTest {

    private static final long A_LINE_EACH = 1;

    private static RealProgram program;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    private final Map<String, byte[]> kept = new HashMap<>();
    private final Map<Integer, byte[]> catalogues = new TreeMap<>();

    @BeforeAll
    static void make() {
        program = new RealProgram(10);
    }

    private Path recorded(int runs) {
        Path folder = home.resolve("recording");
        CompletableFuture<Void> written = new CompletableFuture<>();
        RecordingWriter writer = new RecordingWriter(folder, Runnable::run, 64 << 20, () -> written.complete(null));
        for (int run = 0; run < runs; run++) {
            program.feed(writer, Instant.EPOCH.plusSeconds(run * 60L));
            writer.picture(Unpooled.copiedBuffer("picture " + run, StandardCharsets.US_ASCII));
        }
        writer.end();
        written.orTimeout(20, TimeUnit.SECONDS).join();
        return folder;
    }

    private static byte[] bytes(RecordingSpool spool, Parcel parcel) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer piece :
                Now.now(spool.content(parcel, Schedulers.immediate()).collectList())) {
            byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
        }
        return bytes.toByteArray();
    }

    private void carry(RecordingSpool spool, Parcel parcel) throws IOException {
        kept.put(spool.strand() + parcel.number(), bytes(spool, parcel));
        spool.note(parcel);
        catalogues.put(spool.newestCatalogue(), spool.catalogue(spool.newestCatalogue()));
    }

    private StoredCatalogue catalogue(String strand) throws IOException {
        StoredCatalogue catalogue = new StoredCatalogue();
        for (byte[] packed : catalogues.values()) {
            catalogue.add(strand, packed);
        }
        return catalogue;
    }

    private byte[] read(StoredCatalogue catalogue, String file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (StoredCatalogue.Place place : catalogue.places(file, 0, (int) catalogue.size(file))) {
            byte[] parcel = requireNonNull(kept.get(place.strand() + place.parcel()));
            bytes.write(parcel, (int) place.position(), place.bytes());
        }
        return bytes.toByteArray();
    }

    @Test
    void parcels_hold_every_byte_once_and_catalogues_find_it() throws IOException {
        Path folder = recorded(2);
        RecordingSpool spool = RecordingSpool.open(folder);
        for (Parcel parcel = spool.next(A_LINE_EACH); parcel != null; parcel = spool.next(A_LINE_EACH)) {
            carry(spool, parcel);
        }

        StoredCatalogue catalogue = catalogue(spool.strand());

        assertThat(catalogues).hasSizeGreaterThan(1);
        for (String file : List.of("r0-v240.mp4", "r0-audio.mp4", "r1-v240.mp4", "r1-audio.mp4", "picture.jpg")) {
            assertThat(read(catalogue, file)).as(file).isEqualTo(Files.readAllBytes(folder.resolve(file)));
        }
        assertThat(String.join("", catalogue.contents().indexes()))
                .isEqualTo(Files.readString(folder.resolve("index")));
        assertThat(RecordingIndex.read(catalogue.contents())).hasSize(2);
        assertThat(spool.waiting()).isZero();
    }

    @Test
    void whoever_begins_anew_goes_on_where_the_last_parcel_was_noted() throws IOException {
        Path folder = recorded(1);
        RecordingSpool first = RecordingSpool.open(folder);
        carry(first, requireNonNull(first.next(20_000)));
        Parcel lost = requireNonNull(first.next(20_000)); // taken, but the node died before it was noted
        Files.writeString(
                folder.resolve("sent"), lost.line().substring(0, 12), java.nio.file.StandardOpenOption.APPEND);

        RecordingSpool second = RecordingSpool.open(folder);
        assertThat(second.strand()).isEqualTo(first.strand());
        assertThat(second.parcels()).isEqualTo(1);
        for (Parcel parcel = second.next(1 << 20); parcel != null; parcel = second.next(1 << 20)) {
            carry(second, parcel);
        }

        StoredCatalogue catalogue = catalogue(second.strand());
        assertThat(read(catalogue, "r0-v240.mp4")).isEqualTo(Files.readAllBytes(folder.resolve("r0-v240.mp4")));
        assertThat(RecordingIndex.read(catalogue.contents())).hasSize(1);
    }

    @Test
    void nothing_is_taken_that_a_crash_left_half_written() throws IOException {
        Path folder = recorded(1);
        Path film = folder.resolve("r0-v240.mp4");
        byte[] whole = Files.readAllBytes(film);
        Files.write(film, Arrays.copyOf(whole, whole.length - 1));

        RecordingSpool spool = RecordingSpool.open(folder);
        for (Parcel parcel = spool.next(1 << 20); parcel != null; parcel = spool.next(1 << 20)) {
            carry(spool, parcel);
        }

        StoredCatalogue catalogue = catalogue(spool.strand());
        assertThat(catalogue.size("r0-v240.mp4")).isPositive().isLessThan(whole.length - 1);
        assertThat(read(catalogue, "r0-v240.mp4")).isEqualTo(Arrays.copyOf(whole, (int) catalogue.size("r0-v240.mp4")));
    }

    @Test
    void what_is_no_catalogue_is_refused_and_lines_that_are_cut_are_none() throws IOException {
        StoredCatalogue catalogue = new StoredCatalogue();

        assertThatThrownBy(() -> catalogue.add("0", new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
        assertThat(Parcel.of("at 0 12 r0-v240.mp4:0:")).isNull();
        assertThat(Parcel.of("at 0")).isNull();
        assertThat(Parcel.of("part 0 v240 0 1 k 2 3")).isNull();
        Parcel parcel = new Parcel(7, 120, List.of(new Parcel.Extent("r0-v240.mp4", 10, 20)));
        assertThat(Parcel.of(parcel.line().strip())).isEqualTo(parcel);
        assertThat(catalogue.places("r0-v240.mp4", 0, 10)).isEmpty();
    }
}
