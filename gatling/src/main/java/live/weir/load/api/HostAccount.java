package live.weir.load.api;

/** Somebody with a channel on the target. */
public record HostAccount(String handle, String token, String slug, String key) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return handle + " of " + slug;
    }
}
