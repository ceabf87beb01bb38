package live.weir.platform.infrastructure.embedded;

import java.util.List;
import java.util.Locale;
import live.weir.platform.infrastructure.StartupFailure;

/** The operating system and processor, and what the binaries for them are called on the class path. */
record Platform(String system, String processor) {

    static Platform current() {
        return of(System.getProperty("os.name", "?"), System.getProperty("os.arch", "?"));
    }

    static Platform of(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name.equals("linux") ? "linux" : name;
        return switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> new Platform(system, "x86_64");
            case "aarch64", "arm64" -> new Platform(system, "arm64");
            default -> new Platform(system, osArch);
        };
    }

    String postgresArchive() {
        return switch (this.toString()) {
            case "linux/x86_64" -> "postgres-linux-x86_64.txz";
            case "linux/arm64" -> "postgres-linux-arm_64.txz";
            case "darwin/x86_64" -> "postgres-darwin-x86_64.txz";
            case "darwin/arm64" -> "postgres-darwin-arm_64.txz";
            default -> throw unsupported("PostgreSQL", "WEIR_POSTGRES_URL");
        };
    }

    /**
     * Best first. The 64-bit build for Linux needs OpenSSL 3 from the system; where that is missing (Debian 11, RHEL 8)
     * the 32-bit one, which is linked statically, serves as well: it never holds more than 256 MB.
     */
    List<String> redisBinaries() {
        return switch (this.toString()) {
            case "linux/x86_64" -> List.of("redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2.7-linux-386");
            case "linux/arm64" -> List.of("redis-server-6.2.7-linux-arm64");
            case "darwin/x86_64" -> List.of("redis-server-6.2.6-v5-darwin-amd64");
            case "darwin/arm64" -> List.of("redis-server-6.2.6-v5-darwin-arm64");
            default -> throw unsupported("Redis", "WEIR_REDIS_URL");
        };
    }

    private StartupFailure unsupported(String service, String setting) {
        return new StartupFailure("Weir brings no " + service + " for " + this + ": run one yourself and set " + setting
                + " to its address.");
    }

    @Override
    public String toString() {
        return system + "/" + processor;
    }
}
