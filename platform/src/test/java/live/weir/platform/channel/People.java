package live.weir.platform.channel;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;

/** People for tests, put into the database as they are. */
public final class People {

    private final Database database;

    public People(Database database) {
        this.database = database;
    }

    /** A handle, or a slug, that nobody has yet. */
    public static String name() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    public Caller performer(String handle) {
        return person(handle, Role.VIEWER, Role.PERFORMER);
    }

    public Caller person(String handle, Role... roles) {
        AccountId id = AccountId.next();
        String[] labels = Set.of(roles).stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        database.write(client -> client.sql(
                                "insert into accounts (id, handle, display_name, roles) values ($1, $2, $3, $4)")
                        .bind(0, id.value())
                        .bind(1, handle)
                        .bind(2, handle.toUpperCase(Locale.ROOT))
                        .bind(3, labels)
                        .fetch()
                        .rowsUpdated())
                .block();
        return new Caller(id, handle, Set.of(roles), null);
    }
}
