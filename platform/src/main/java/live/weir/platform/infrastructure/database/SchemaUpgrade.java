package live.weir.platform.infrastructure.database;

import java.util.Arrays;
import java.util.stream.Stream;
import live.weir.platform.infrastructure.StartupFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * What runs instead of a node when only the schema is to be brought up to date: before a roll-out, so that its nodes find
 * what they need. No {@code @Configuration}, or a node would run it too.
 */
@EnableConfigurationProperties(PostgresSettings.class)
public final class SchemaUpgrade {

    public static final String COMMAND = "migrate";

    private static final Logger log = LoggerFactory.getLogger("weir");

    /** For Spring Boot, from those of the process. */
    public static String[] arguments(String[] given) {
        return Stream.concat(Arrays.stream(given).skip(1), Stream.of("--spring.main.web-application-type=none"))
                .toArray(String[]::new);
    }

    @Bean
    CommandLineRunner bringUpToDate(PostgresSettings settings) {
        return arguments -> {
            String url = settings.url();
            if (url == null) {
                throw new StartupFailure(
                        "weir.postgres.url is not set, so there is nothing to migrate: a node that runs"
                                + " its own PostgreSQL migrates it at its start.");
            }
            Migrations.run(address(url, settings), settings.patience());
            log.info("The schema is that of this release");
        };
    }

    private static PostgresUrl address(String url, PostgresSettings settings) {
        try {
            return PostgresUrl.parse("weir.postgres.url", url).signedInAs(settings.user(), settings.password());
        } catch (IllegalArgumentException malformed) {
            throw new StartupFailure(malformed.getMessage() + ".", malformed);
        }
    }
}
