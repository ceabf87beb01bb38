package live.weir.platform.infrastructure.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Logs in to the services of a home and uses them, as the application would. */
record Visitor(Endpoint postgres, Endpoint redis) {

    static Visitor of(EmbeddedServices services) {
        return new Visitor(services.postgres().orElseThrow(), services.redis().orElseThrow());
    }

    static Visitor of(Path home, int postgresPort, int redisPort) throws IOException {
        return new Visitor(
                new Endpoint("127.0.0.1", postgresPort, "weir", secret(home, "postgres"), "weir"),
                new Endpoint("127.0.0.1", redisPort, "default", secret(home, "redis"), "0"));
    }

    static String secret(Path home, String name) throws IOException {
        return Files.readString(home.resolve("secrets").resolve(name)).strip();
    }

    String sql(String query) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + postgres.database();
        try (Connection connection = DriverManager.getConnection(url, postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(query)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /** The first line of the answer, or the text itself if the answer is one. */
    String redis(String command) throws IOException {
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("AUTH " + redis.password() + "\r\n" + command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String login = String.valueOf(answers.readLine());
            if (!login.equals("+OK")) {
                return login;
            }
            String answer = String.valueOf(answers.readLine());
            return answer.startsWith("$") && !answer.equals("$-1") ? String.valueOf(answers.readLine()) : answer;
        }
    }

    void leaveSomething() throws SQLException, IOException {
        sql("CREATE TABLE kept (word text)");
        sql("INSERT INTO kept VALUES ('committed')");
        redis("SET kept appended");
    }

    boolean findsIt() throws SQLException, IOException {
        return sql("SELECT word FROM kept").equals("committed")
                && redis("GET kept").equals("appended");
    }
}
