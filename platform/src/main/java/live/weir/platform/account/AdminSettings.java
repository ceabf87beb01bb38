package live.weir.platform.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, made at start if there is none; without these the node offers a one-time link instead.
 *
 * @param handle its handle
 * @param password its password
 */
@ConfigurationProperties("weir.admin")
record AdminSettings(@Nullable String handle, @Nullable String password) {

    boolean isGiven() {
        return handle != null && !handle.isBlank() && password != null && !password.isBlank();
    }

    @Override
    public String toString() {
        return "AdminSettings[handle=" + handle + "]";
    }
}
