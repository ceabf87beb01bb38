package live.weir.platform.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way, as the API shows it.
 *
 * @param progress of converting, from 0 to 1
 * @param recording the id of what it became
 * @param expiresAt when it is forgotten if nothing more comes, or when what became of it is
 */
@Schema(name = "Upload")
@JsonInclude(JsonInclude.Include.NON_NULL)
record UploadView(
        UUID id,
        String channel,
        String title,
        long size,
        long received,

        @Schema(allowableValues = {"receiving", "queued", "converting", "storing", "ready", "failed"})
        String state,

        double progress,
        @Nullable Reason reason,
        @Nullable UUID recording,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    /** Why it failed: a word for programs, and a sentence for people. */
    @Schema(name = "UploadReason")
    record Reason(String code, String text) {}

    static UploadView of(UploadRow row, String slug, UploadSettings settings) {
        String reason = row.reason();
        return new UploadView(
                row.id(),
                slug,
                row.title(),
                row.bytes(),
                row.received(),
                row.state(),
                row.state().equals(UploadRow.READY) || row.state().equals(UploadRow.STORING)
                        ? 1
                        : row.progress() / 1000.0,
                reason == null ? null : new Reason(reason, UploadReasons.text(reason, settings)),
                row.state().equals(UploadRow.READY) ? row.id() : null,
                row.createdAt(),
                row.isReceiving() || row.isOver() ? row.touchedAt().plus(settings.expireAfter()) : null);
    }
}
