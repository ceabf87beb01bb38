package live.weir.platform.audit;

import jakarta.validation.constraints.NotNull;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The audit log.
 *
 * @param retention how long entries are kept, in whole months ({@code P12M})
 */
@ConfigurationProperties("weir.audit")
@Validated
record AuditSettings(@DefaultValue("P12M") @NotNull Period retention) {}
