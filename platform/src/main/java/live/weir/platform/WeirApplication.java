package live.weir.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** One node of Weir. */
@SpringBootApplication
public class WeirApplication {

    public static void main(String[] args) {
        SpringApplication.run(WeirApplication.class, args);
    }
}
