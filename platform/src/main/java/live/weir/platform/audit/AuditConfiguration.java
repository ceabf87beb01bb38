package live.weir.platform.audit;

import live.weir.platform.infrastructure.database.PartitionedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says how long the audit log is kept. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    PartitionedTable auditEvents(AuditSettings settings) {
        return new PartitionedTable("audit_events", settings.retention());
    }
}
