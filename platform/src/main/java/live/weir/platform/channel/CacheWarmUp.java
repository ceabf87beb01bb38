package live.weir.platform.channel;

import live.weir.platform.infrastructure.redis.Bus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/**
 * Loads the channels that are likely to be asked for, once the bus between nodes works and again whenever it does so
 * anew: before that, nothing that is loaded may be trusted for long. The start does not wait for it.
 */
@Component
class CacheWarmUp implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CacheWarmUp.class);
    private static final int AT_ONCE = 4;

    private final ChannelRepository channels;
    private final ChannelCache cache;
    private final int most;
    private final Disposable.Swap work = Disposables.swap();

    CacheWarmUp(ChannelRepository channels, ChannelCache cache, ChannelSettings settings, Bus bus) {
        this.channels = channels;
        this.cache = cache;
        this.most = settings.warmUp();
        bus.onRejoin(this::begin);
    }

    private void begin() {
        work.update(load().count()
                .subscribe(
                        loaded -> log.debug("{} channels loaded ahead", loaded),
                        error -> log.info("No channels loaded ahead: {}", error.getMessage())));
    }

    Flux<String> load() {
        return channels.latestPublicSlugs(most)
                .flatMapIterable(slugs -> slugs)
                .flatMap(slug -> cache.view(slug).thenReturn(slug), AT_ONCE);
    }

    @Override
    public void destroy() {
        work.dispose();
    }
}
