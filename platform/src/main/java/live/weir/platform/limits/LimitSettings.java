package live.weir.platform.limits;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one caller may ask of the API, each as {@code requests/time}.
 *
 * @param enabled whether there are limits at all
 * @param address everything that comes from one address (an IPv6 network of 64 bits counts as one), counted per node:
 *     many people may sit behind one address
 * @param door what is asked of the doors to stages (WHIP, WHEP, sockets) from one address, counted per node likewise: a
 *     classroom that joins at once is welcome
 * @param write changes by one account, counted over all nodes
 * @param signIn sign-ins from one address, counted over all nodes; wrong passwords are slowed down besides
 * @param register new accounts from one address, counted over all nodes
 * @param refresh renewals of sessions from one address, counted over all nodes
 */
@ConfigurationProperties("weir.limits")
@Validated
record LimitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("240000/1m") @NotNull Limit address,
        @DefaultValue("6000/1m") @NotNull Limit door,
        @DefaultValue("600/1m") @NotNull Limit write,
        @DefaultValue("300/1m") @NotNull Limit signIn,
        @DefaultValue("300/10m") @NotNull Limit register,
        @DefaultValue("600/1m") @NotNull Limit refresh) {}
