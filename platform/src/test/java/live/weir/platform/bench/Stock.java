package live.weir.platform.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import live.weir.platform.infrastructure.embedded.Endpoint;
import live.weir.platform.testing.TestServers;

/** Puts channels into a node's database, more than one would create through the API in time. */
final class Stock {

    static final int CHANNELS = 20_000;
    static final int ON_AIR = 20;

    private Stock() {}

    static String slug(int number) {
        return "bench-" + number;
    }

    /** The node has made its tables already. */
    static void fill(TestServers servers, String postgresUrl) throws SQLException {
        try (Connection connection = connect(servers, postgresUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into accounts (id, handle, display_name, roles)
                    select gen_random_uuid(), 'bench_owner_' || n, 'Owner ' || n, '{}' from generate_series(0, 99) n
                    """);
            statement.execute("""
                    insert into channels (id, slug, owner_id, title, description, language, visibility)
                    select gen_random_uuid(), 'bench-' || n, a.id, 'Channel ' || n,
                           'What is shown here is made for measuring: a description of the usual length.', 'en', 'public'
                    from generate_series(0, %d) n join accounts a on a.handle = 'bench_owner_' || (n %% 100)
                    """.formatted(CHANNELS - 1));
            statement.execute("""
                    insert into broadcasts (id, channel_id, viewers)
                    select gen_random_uuid(), id, 7 from channels where slug like 'bench-1%%' order by slug limit %d
                    """.formatted(ON_AIR));
            statement.execute("analyze");
        }
    }

    static void makeAdministrator(TestServers servers, String postgresUrl, String handle) throws SQLException {
        try (Connection connection = connect(servers, postgresUrl);
                PreparedStatement update = connection.prepareStatement(
                        "update accounts set roles = array ['performer', 'admin'] where handle = ?")) {
            update.setString(1, handle);
            update.executeUpdate();
        }
    }

    /** Clients' ids of all that was said and kept. */
    static List<String> said(TestServers servers, String postgresUrl) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = connect(servers, postgresUrl);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select said from chat_messages where kind = 'message'")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static Connection connect(TestServers servers, String postgresUrl) throws SQLException {
        Endpoint at = servers.postgres().endpoint();
        String database = postgresUrl.substring(postgresUrl.lastIndexOf('/') + 1, postgresUrl.indexOf('?'));
        String url = "jdbc:postgresql://" + at.host() + ":" + at.port() + "/" + database;
        return DriverManager.getConnection(url, at.user(), at.password());
    }
}
