package live.weir.platform.infrastructure.embedded;

/** Where a service listens and how to log in. {@code database} is a name for Postgres and a number for Redis. */
public record Endpoint(String host, int port, String user, String password, String database) {

    /** Without the password: endpoints end up in logs. */
    @Override
    public String toString() {
        return "Endpoint[" + user + "@" + host + ":" + port + "/" + database + "]";
    }
}
