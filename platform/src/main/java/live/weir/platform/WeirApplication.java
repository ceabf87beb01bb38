package live.weir.platform;

import java.time.Clock;
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

    public static void main(String[] args) {
        Launcher.launch(WeirApplication.class, args);
    }

    /** Time, for all: tests give their own. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
