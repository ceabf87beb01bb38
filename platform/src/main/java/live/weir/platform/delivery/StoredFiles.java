package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import live.weir.bridge.record.RecordingFiles;
import live.weir.bridge.record.StoredCatalogue;
import live.weir.platform.infrastructure.storage.ObjectStore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A recording in the object store. */
final class StoredFiles implements RecordingFiles {

    private static final String SHEET = "sheet-";

    /** A segment of the tallest rung is a tenth of it. */
    private static final int MOST = 64 << 20;

    private final UUID media;
    private final Mono<StoredCatalogue> catalogue;
    private final Blocks blocks;
    private final ObjectStore store;

    /** @param catalogue errs with {@link NoSuchFileException} if there is none */
    StoredFiles(UUID media, Mono<StoredCatalogue> catalogue, Blocks blocks, ObjectStore store) {
        this.media = media;
        this.catalogue = catalogue;
        this.blocks = blocks;
        this.store = store;
    }

    /** Bytes within one block of one object. */
    private record Bite(String key, long block, int from, int bytes) {}

    @Override
    public Mono<Contents> contents() {
        return catalogue.map(StoredCatalogue::contents);
    }

    @Override
    public Mono<ByteBuf> read(String file, long offset, int length) {
        return file.startsWith(SHEET)
                ? sheet(file)
                : catalogue.flatMap(known -> {
                    long all = length < 0 ? known.size(file) - offset : length;
                    if (all > MOST) {
                        return Mono.error(new IOException(file + " is asked for in one piece, which is too large"));
                    }
                    List<StoredCatalogue.Place> places = known.places(file, offset, (int) all);
                    int there = places.stream()
                            .mapToInt(StoredCatalogue.Place::bytes)
                            .sum();
                    return there < all || all <= 0
                            ? Mono.error(new NoSuchFileException(file))
                            : gather(bites(places), (int) all);
                });
    }

    private List<Bite> bites(List<StoredCatalogue.Place> places) {
        List<Bite> bites = new ArrayList<>();
        for (StoredCatalogue.Place place : places) {
            String key = StoredKeys.parcel(media, place.strand(), place.parcel());
            long at = place.position();
            long end = at + place.bytes();
            while (at < end) {
                long block = at / Blocks.SIZE;
                int from = (int) (at - block * Blocks.SIZE);
                int bytes = (int) Math.min(end - at, Blocks.SIZE - from);
                bites.add(new Bite(key, block, from, bytes));
                at += bytes;
            }
        }
        return bites;
    }

    /** The blocks are shared: what is handed out is a copy. */
    private Mono<ByteBuf> gather(List<Bite> bites, int bytes) {
        return Flux.fromIterable(bites)
                .concatMap(this::copy, 1)
                .collectList()
                .map(copies -> joined(copies, bytes))
                .doOnDiscard(ByteBuf.class, ByteBuf::release);
    }

    private Mono<ByteBuf> copy(Bite bite) {
        return blocks.get(bite.key(), bite.block())
                .switchIfEmpty(Mono.error(() -> new NoSuchFileException(bite.key())))
                .handle((block, sink) -> {
                    if (block.length < bite.from() + bite.bytes()) {
                        sink.error(new IOException("The object " + bite.key() + " is shorter than its catalogue says"));
                    } else {
                        sink.next(ByteBufAllocator.DEFAULT
                                .directBuffer(bite.bytes())
                                .writeBytes(block, bite.from(), bite.bytes()));
                    }
                });
    }

    private static ByteBuf joined(List<ByteBuf> copies, int bytes) {
        if (copies.size() == 1) {
            return copies.get(0);
        }
        ByteBuf whole = ByteBufAllocator.DEFAULT.directBuffer(bytes);
        for (ByteBuf copy : copies) {
            whole.writeBytes(copy);
            copy.release();
        }
        return whole;
    }

    private Mono<ByteBuf> sheet(String name) {
        return blocks.get(StoredKeys.sheet(media, name), 0)
                .map(Unpooled::wrappedBuffer)
                .switchIfEmpty(Mono.error(() -> new NoSuchFileException(name)));
    }

    @Override
    public Mono<Void> keep(String file, byte[] content) {
        return content.length > Blocks.SIZE ? Mono.empty() : store.put(StoredKeys.sheet(media, file), content);
    }
}
