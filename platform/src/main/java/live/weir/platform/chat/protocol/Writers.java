package live.weir.platform.chat.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may write in a room. */
public enum Writers {
    /** Who is signed in. */
    @JsonProperty("everybody")
    EVERYBODY,
    @JsonProperty("followers")
    FOLLOWERS,
    @JsonProperty("subscribers")
    SUBSCRIBERS,
    @JsonProperty("verified")
    VERIFIED,
    @JsonProperty("moderators")
    MODERATORS
}
