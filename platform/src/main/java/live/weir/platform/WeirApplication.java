package live.weir.platform;

import java.time.Clock;
import live.weir.platform.infrastructure.database.SchemaUpgrade;
import live.weir.platform.launch.Launcher;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.health.ConnectionFactoryHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** One node of Weir. */
@SpringBootApplication(
        exclude = {R2dbcAutoConfiguration.class, ConnectionFactoryHealthContributorAutoConfiguration.class})
@ConfigurationPropertiesScan
public class WeirApplication {

    /** {@code migrate} as the first argument brings the schema to this release and ends; else a node starts. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(SchemaUpgrade.COMMAND)) {
            Launcher.launch(SchemaUpgrade.class, SchemaUpgrade.arguments(args));
        } else {
            Launcher.launch(WeirApplication.class, args);
        }
    }

    /** Time, for all: tests give their own. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
