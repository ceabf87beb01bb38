package live.weir.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a performer sends. */
public enum Source {
    /** Its picture and its voice. */
    @JsonProperty("camera")
    CAMERA,
    @JsonProperty("screen")
    SCREEN
}
