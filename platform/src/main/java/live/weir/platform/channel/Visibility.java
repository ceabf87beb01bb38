package live.weir.platform.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may see a channel. */
public enum Visibility {
    /** Everybody, and it is listed. */
    PUBLIC,
    /** Everybody who knows its slug. */
    UNLISTED,
    /** Its owner, its moderators, and those who moderate the platform; for others it does not exist. */
    PRIVATE;

    /** As it stands in JSON and in the database. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
