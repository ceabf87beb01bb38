package live.weir.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** One node of Weir. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WeirApplication {

    public static void main(String[] args) {
        SpringApplication.run(WeirApplication.class, args);
    }
}
