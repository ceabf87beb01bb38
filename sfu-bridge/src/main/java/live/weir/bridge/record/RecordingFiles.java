package live.weir.bridge.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * The files of one recording, wherever they lie. Nothing here blocks; what is not there is a
 * {@link java.nio.file.NoSuchFileException}.
 */
public interface RecordingFiles {

    /** What was written, as far as it is whole. */
    Mono<Contents> contents();

    /**
     * Some bytes of a file, the caller's to change and to release.
     *
     * @param length -1 for all that follow
     */
    Mono<ByteBuf> read(String file, long offset, int length);

    /** Keeps what was made of the others, so that it need not be made again. */
    Mono<Void> keep(String file, byte[] content);

    /**
     * What is known of the files.
     *
     * @param indexes the texts of {@link RecordingIndex}, one for each place that a run may be found in; of a run that is in
     *     several, the first counts
     * @param sizes how much there is of each file
     */
    record Contents(List<String> indexes, Map<String, Long> sizes) {

        public static final Contents NONE = new Contents(List.of(), Map.of());
    }
}
