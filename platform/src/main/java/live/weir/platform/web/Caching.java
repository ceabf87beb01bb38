package live.weir.platform.web;

import java.time.Duration;
import org.springframework.http.CacheControl;

/** How long a response may be kept, and by whom. What says nothing under {@code /api} is not kept at all. */
public final class Caching {

    private Caching() {}

    public static CacheControl none() {
        return CacheControl.noStore();
    }

    /** By the client alone, which asks each time whether it still holds. */
    public static CacheControl privately() {
        return CacheControl.noCache().cachePrivate();
    }

    /** By the client alone, and for so long without asking. */
    public static CacheControl privately(Duration maxAge) {
        return CacheControl.maxAge(maxAge).cachePrivate();
    }

    /** By anybody; and while somebody fetches it anew, or we fail, the old one serves a little longer. */
    public static CacheControl publicly(Duration maxAge, Duration staleWhileRevalidate) {
        return CacheControl.maxAge(maxAge)
                .cachePublic()
                .staleWhileRevalidate(staleWhileRevalidate)
                .staleIfError(staleWhileRevalidate);
    }
}
