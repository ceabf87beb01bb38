package live.weir.platform.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as its owner and administrators see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountView(
        UUID id,
        String handle,
        String displayName,
        List<String> roles,
        @Nullable Instant createdAt) {

    static AccountView of(AccountRow row) {
        return new AccountView(
                row.id().value(),
                row.handle(),
                row.displayName(),
                List.of(AccountRow.labels(row.roles())),
                row.createdAt());
    }

    /** As an answer to a sign-in carries it. */
    static AccountView brief(AccountRow row) {
        return new AccountView(
                row.id().value(), row.handle(), row.displayName(), List.of(AccountRow.labels(row.roles())), null);
    }
}
