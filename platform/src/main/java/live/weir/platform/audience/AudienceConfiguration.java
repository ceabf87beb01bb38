package live.weir.platform.audience;

import java.time.Period;
import live.weir.platform.infrastructure.database.PartitionedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For how long minutes are kept: long enough to compare a year with the one before. */
@Configuration(proxyBeanMethods = false)
class AudienceConfiguration {

    @Bean
    PartitionedTable channelViewers() {
        return new PartitionedTable("channel_viewers", Period.ofMonths(24));
    }
}
