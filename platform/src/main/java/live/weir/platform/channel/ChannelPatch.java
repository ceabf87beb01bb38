package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A JSON Merge Patch (RFC 7396) of a channel: what is absent stays, what is null goes. */
final class ChannelPatch {

    private final Map<String, @Nullable Object> document;

    ChannelPatch(Map<String, @Nullable Object> document) {
        this.document = document;
    }

    /** @throws live.weir.platform.web.problem.Problem that names every fault */
    ChannelDetails appliedTo(ChannelDetails now) {
        ChannelForm form = new ChannelForm();
        refuseOthers(form);
        ChannelDetails changed = new ChannelDetails(
                field(form, "title", now.title(), ChannelForm::title),
                field(form, "description", now.description(), ChannelForm::description),
                field(form, "language", now.language(), ChannelForm::language),
                field(form, "visibility", now.visibility(), ChannelForm::visibility),
                nextBroadcastAt(form, now));
        return form.unlessFaulty(() -> changed);
    }

    private <T> T field(ChannelForm form, String name, T now, BiFunction<ChannelForm, @Nullable String, T> read) {
        if (!document.containsKey(name)) {
            return now;
        }
        Object value = document.get(name);
        if (value == null || value instanceof String) {
            return read.apply(form, (String) value);
        }
        form.refuse("/" + name, "must be a string");
        return now;
    }

    /** The one field that may be without a value. */
    private @Nullable Instant nextBroadcastAt(ChannelForm form, ChannelDetails now) {
        if (!document.containsKey("nextBroadcastAt")) {
            return now.nextBroadcastAt();
        }
        Object value = document.get("nextBroadcastAt");
        if (value == null) {
            return null;
        }
        return form.time("/nextBroadcastAt", value instanceof String text ? text : "");
    }

    private void refuseOthers(ChannelForm form) {
        for (String name : document.keySet()) {
            switch (name) {
                case "title", "description", "language", "visibility", "nextBroadcastAt" -> {}
                case "slug" -> form.refuse("/slug", "cannot be changed: links and keys out there use it");
                default -> form.refuse("/" + name.replace("~", "~0").replace("/", "~1"), "is not a field to change");
            }
        }
    }

    /** What a patch may say, for the API's description. */
    @Schema(name = "ChannelPatch")
    record Document(
            @Nullable String title,
            @Nullable String description,
            @Nullable String language,

            @Schema(allowableValues = {"public", "unlisted", "private"}) @Nullable
            String visibility,

            @Schema(description = "RFC 3339; shown until it has passed", example = "2027-01-31T20:00:00Z") @Nullable
            String nextBroadcastAt) {}
}
