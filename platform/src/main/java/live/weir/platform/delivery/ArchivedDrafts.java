package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.record.RecordingWriter;
import live.weir.platform.identity.ChannelId;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/** Drafts in the archive of recordings. */
final class ArchivedDrafts implements RecordingDrafts {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final Archive archive;
    private final Recordings recordings;
    private final RecordingRepository rows;
    private final long mostWaiting;

    /** @param mostWaiting bytes that may wait for the disk before the maker does */
    ArchivedDrafts(Archive archive, Recordings recordings, RecordingRepository rows, long mostWaiting) {
        this.archive = archive;
        this.recordings = recordings;
        this.rows = rows;
        this.mostWaiting = mostWaiting;
    }

    @Override
    public RecordingDraft begin(UUID media, ChannelId channel, Instant at) {
        Sinks.Empty<Void> written = Sinks.empty();
        RecordingWriter writer =
                archive.writer(new Programs.Broadcast(media, channel, "", at, at), () -> written.tryEmitEmpty());
        archive.begin(media);
        return new Draft(writer, written);
    }

    @Override
    public Mono<Void> publish(UUID media, UUID id, ChannelId channel, String title, Instant at) {
        return recordings
                .keep(media)
                .flatMap(duration -> duration > 0
                        ? rows.publish(id, channel, media, title, at, duration)
                                .retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY).maxBackoff(LONGEST_RETRY))
                        : Mono.error(new IOException("Nothing was written of " + media)))
                .then(archive.release(media));
    }

    @Override
    public Mono<Boolean> isPublished(UUID media) {
        return rows.isShown(media);
    }

    @Override
    public Mono<Void> discard(UUID media) {
        return rows.isShown(media).filter(shown -> !shown).flatMap(draft -> archive.delete(media));
    }

    private final class Draft implements RecordingDraft {

        private final RecordingWriter writer;
        private final Sinks.Empty<Void> written;
        private final AtomicBoolean ended = new AtomicBoolean();

        Draft(RecordingWriter writer, Sinks.Empty<Void> written) {
            this.writer = writer;
            this.written = written;
        }

        @Override
        public boolean hasRoom() {
            return writer.waiting() < mostWaiting && archive.hasRoom();
        }

        @Override
        public boolean isBroken() {
            return writer.leftOut() > 0;
        }

        @Override
        public Mono<Void> written() {
            return written.asMono();
        }

        @Override
        public void begin(ProgramFormat format) {
            writer.begin(format);
        }

        @Override
        public void chunk(ProgramChunk chunk) {
            writer.chunk(chunk);
        }

        @Override
        public void picture(ByteBuf jpeg) {
            writer.picture(jpeg);
        }

        @Override
        public void end() {
            if (ended.compareAndSet(false, true)) {
                writer.end();
            }
        }
    }
}
