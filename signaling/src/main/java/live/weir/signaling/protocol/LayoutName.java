package live.weir.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the pictures of a stage are put together. */
public enum LayoutName {
    @JsonProperty("grid")
    GRID,
    @JsonProperty("speaker")
    SPEAKER,
    @JsonProperty("picture-in-picture")
    PICTURE_IN_PICTURE,
    @JsonProperty("side-by-side")
    SIDE_BY_SIDE,
    @JsonProperty("screen-and-faces")
    SCREEN_AND_FACES
}
