package live.weir.platform.web.ui;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Changes the node's tables behind its back. */
final class Backstage {

    private final URI database;

    Backstage(String postgresUrl) {
        this.database = URI.create(postgresUrl);
    }

    void goOnAir(String slug, int minutesAgo, int viewers) {
        run(
                "insert into broadcasts (id, channel_id, started_at, viewers) select ?, id, ?, ? from channels where slug = ?",
                UUID.randomUUID(),
                OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(minutesAgo),
                viewers,
                slug);
    }

    /** Channels {@code stem-0}, {@code stem-1} and so on, of somebody who is there already. */
    void makeChannels(String owner, String stem, int count) {
        run("""
                insert into channels (id, slug, owner_id, title, visibility)
                select gen_random_uuid(), ? || '-' || n, accounts.id, 'Channel ' || n, 'public'
                from accounts, generate_series(0, ? - 1) as n where handle = ?
                """, stem, count, owner);
    }

    /** An evening that ends now, with its most in this very minute; as far as it lies in a month that has a partition. */
    void fillAudience(String slug, int minutes) {
        run("""
                insert into channel_viewers (at, channel_id, stage, hls, chat, messages, speakers, reactions, scored, sentiment)
                select date_trunc('minute', now()) - n * interval '1 minute', channels.id,
                    case n when 0 then 42 else 20 + (15 * sin(n / 25.0))::int end,
                    case n when 0 then 310 else greatest(0, 240 - n + (30 * sin(n / 9.0))::int) end,
                    case n when 0 then 120 else 60 + (30 * cos(n / 31.0))::int end,
                    case n when 0 then 64 else (20 + 18 * sin(n / 6.0))::int end, 8, n % 3,
                    case when n % 4 = 3 then 0 else 6 end, case when n % 4 = 3 then 0 else 6 * sin(n / 17.0) end
                from channels, generate_series(0, ? - 1) as n
                where slug = ? and date_trunc('minute', now()) - n * interval '1 minute' >= date_trunc('month', now())
                """, minutes, slug);
    }

    void everybodyGoesOffAir() {
        run("update broadcasts set ended_at = now() where ended_at is null");
    }

    /** Takes effect with the next access token. */
    void makeAdministrator(String handle) {
        run("update accounts set roles = array_append(roles, 'admin') where handle = ?", handle);
    }

    void forgetAdministrators() {
        run("update accounts set roles = array_remove(roles, 'admin')");
    }

    private void run(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Connection connect() throws SQLException {
        String[] user = database.getUserInfo().split(":", 2);
        String url = "jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath();
        return DriverManager.getConnection(url, user[0], user[1]);
    }
}
