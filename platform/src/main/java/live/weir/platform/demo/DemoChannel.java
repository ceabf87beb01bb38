package live.weir.platform.demo;

import live.weir.platform.account.HouseAccounts;
import live.weir.platform.channel.HouseChannels;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The demo's place on this platform. */
@Component
class DemoChannel {

    static final String SLUG = "demo";

    private static final String HANDLE = "demo";
    private static final String NAME = "Weir";
    private static final String TITLE = "The weir";
    private static final String DESCRIPTION = """
            A river that this node draws by itself, with the time of day: so that there is something to watch.
            Set WEIR_DEMO=false, and it ends.""";

    private final HouseAccounts accounts;
    private final HouseChannels channels;

    DemoChannel(HouseAccounts accounts, HouseChannels channels) {
        this.accounts = accounts;
        this.channels = channels;
    }

    /** The stream key; the one of the start before is dead then. Makes account and channel at the first start. */
    Mono<String> freshKey() {
        return accounts.performer(HANDLE, NAME).flatMap(owner -> channels.onlyKey(owner, SLUG, TITLE, DESCRIPTION));
    }
}
