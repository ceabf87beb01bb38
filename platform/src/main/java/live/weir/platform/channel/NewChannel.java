package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A channel that somebody asks for, as yet unchecked. */
record NewChannel(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "tuesday-jazz") @Nullable
        String slug,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "Tuesday Jazz") @Nullable
        String title,

        @Nullable String description,

        @Schema(description = "BCP 47", example = "en") @Nullable
        String language,

        @Schema(
                allowableValues = {"public", "unlisted", "private"},
                defaultValue = "public")
        @Nullable
        String visibility) {

    /** @throws live.weir.platform.web.problem.Problem that names every fault */
    Checked checked() {
        ChannelForm form = new ChannelForm();
        Checked channel = new Checked(
                form.slug(slug),
                new ChannelDetails(
                        form.title(title),
                        form.description(description),
                        form.language(language),
                        visibility == null ? Visibility.PUBLIC : form.visibility(visibility),
                        null));
        return form.unlessFaulty(() -> channel);
    }

    record Checked(String slug, ChannelDetails details) {}
}
