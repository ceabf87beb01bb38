package live.weir.platform.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording as the API shows it.
 *
 * @param durationMs of what is shown of it
 * @param expiresAt when the addresses do, where they are signed
 */
@Schema(name = "Recording")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordingView(
        UUID id,
        String channel,
        String title,
        Instant startedAt,
        long durationMs,

        @Schema(allowableValues = {"recording", "ready", "failed"})
        String state,

        String playlist,
        String download,
        String picture,
        String sprites,
        @Nullable Instant expiresAt,

        @Schema(description = "Whether it was uploaded as a file; of broadcasts there is nothing here") @Nullable
        Boolean uploaded) {

    static RecordingView of(RecordingRow row, String slug, PlaybackTokens.@Nullable Token token) {
        String base = VodDesk.PREFIX + row.id() + (token == null ? "/" : "/~" + token.text() + "/");
        return new RecordingView(
                row.id(),
                slug,
                row.title(),
                row.startedAt().plusMillis(row.startMs()),
                row.shownMs(),
                row.state(),
                base + "index.m3u8",
                base + "video.mp4",
                base + "picture.jpg",
                base + "sprites.vtt",
                token == null ? null : token.expiresAt(),
                row.uploaded() ? true : null);
    }
}
