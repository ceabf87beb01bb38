package live.weir.platform.account;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.security.Role;
import org.jspecify.annotations.Nullable;

/** A row of {@code accounts}. */
record AccountRow(
        AccountId id,
        String handle,
        String displayName,
        @Nullable String passwordHash,
        Set<Role> roles,
        long generation,
        Instant createdAt) {

    static final String COLUMNS =
            "accounts.id, handle, display_name, password_hash, roles, generation, accounts.created_at";

    static AccountRow of(Readable row) {
        return new AccountRow(
                new AccountId(row.get("id", UUID.class)),
                row.get("handle", String.class),
                row.get("display_name", String.class),
                row.get("password_hash", String.class),
                roles(row.get("roles", String[].class)),
                row.get("generation", Long.class),
                row.get("created_at", Instant.class));
    }

    boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    AccountSummary summary() {
        return new AccountSummary(id, handle, displayName);
    }

    static String[] labels(Set<Role> roles) {
        return roles.stream().map(Role::label).sorted().toArray(String[]::new);
    }

    private static Set<Role> roles(String[] labels) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(labels).map(Role::ofLabel).forEach(role -> role.ifPresent(roles::add));
        return roles;
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "AccountRow[" + handle + "]";
    }
}
