package live.weir.platform.chat;

import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import reactor.core.publisher.Mono;

/**
 * Who subscribes to a channel. Weir sells nothing, so nobody does: an operator whose shop knows better supplies a bean of this
 * type, and rooms offer "subscribers only". The answer is trusted for a minute if it is yes, for some seconds if it is no.
 */
public interface Subscriptions {

    /** Must not block; an error is taken for "cannot be told now". */
    Mono<Boolean> subscribes(ChannelId channel, AccountId account);
}
