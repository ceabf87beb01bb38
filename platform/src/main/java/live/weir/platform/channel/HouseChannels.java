package live.weir.platform.channel;

import java.util.Set;
import live.weir.platform.account.AccountSummary;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.problem.Problem;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Channels of the house itself, under reserved slugs. */
@Service
public class HouseChannels {

    private static final String KEY_NAME = "The house's own";

    private final Database database;
    private final ChannelRepository channels;
    private final ChannelNews news;
    private final StreamKeyDesk keys;

    HouseChannels(Database database, ChannelRepository channels, ChannelNews news, StreamKeyDesk keys) {
        this.database = database;
        this.channels = channels;
        this.news = news;
        this.keys = keys;
    }

    /**
     * The only stream key of the channel, a new one: those before it are dead. The channel is made if there is none;
     * what was changed of it since stays. Fails with a problem if the channel is somebody else's.
     */
    public Mono<String> onlyKey(AccountSummary owner, String slug, String title, String description) {
        Caller caller = new Caller(owner.id(), owner.handle(), Set.of(Role.PERFORMER), null);
        ChannelDetails details = new ChannelDetails(title, description, "en", Visibility.PUBLIC, null);
        return channels.bySlug(slug)
                .switchIfEmpty(Mono.defer(() -> make(caller, slug, details)))
                .flatMap(channel -> keys.list(caller, slug))
                .flatMapMany(Flux::fromIterable)
                .concatMap(key -> keys.revoke(caller, slug, key.id().toString()))
                .then(Mono.defer(() -> keys.create(caller, slug, KEY_NAME)))
                .map(made -> made.key().text());
    }

    /** Another node may be faster: then it is that one's. */
    private Mono<ChannelRow> make(Caller owner, String slug, ChannelDetails details) {
        return database.transaction(client -> channels.insert(client, owner.id(), slug, details))
                .delayUntil(row -> news.changed(row.id(), row.slug()))
                .switchIfEmpty(Mono.defer(() -> channels.bySlug(slug)))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)));
    }
}
