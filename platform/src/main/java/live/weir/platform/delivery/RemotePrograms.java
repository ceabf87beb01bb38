package live.weir.platform.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import live.weir.bridge.hls.Playback;
import live.weir.bridge.hls.Reply;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.stage.StageNeighbours;
import live.weir.platform.stage.StageNeighbours.Neighbour;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The programs that other nodes make: fetched from there once, however many ask here. */
final class RemotePrograms implements HlsDesk.Elsewhere, DisposableBean {

    /** Says that a node asks for its own players; whoever is asked looks no further. */
    static final String HOP = "weir-delivery-hop";

    private static final int CONNECT_MILLIS = 1_000;
    private static final int PROGRAMS = 10_000;

    /** A blocked reload is answered within three segments; this is for an owner that is overrun. */
    private static final Duration ANSWER = Duration.ofSeconds(9);

    private final StageNeighbours neighbours;
    private final PlaybackTokens tokens;
    private final ConnectionProvider connections;
    private final HttpClient http;
    private final Cache<String, Reply> fetched;
    private final Cache<ChannelId, RemoteProgram> programs = Caffeine.newBuilder()
            .maximumSize(PROGRAMS)
            .expireAfterAccess(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build();

    RemotePrograms(
            StageNeighbours neighbours,
            PlaybackTokens tokens,
            ReactorResourceFactory resources,
            DeliverySettings settings) {
        this.neighbours = neighbours;
        this.tokens = tokens;
        this.connections = ConnectionProvider.builder("weir-delivery")
                .maxConnections(settings.maxFetches())
                .pendingAcquireMaxCount(settings.maxFetches())
                .pendingAcquireTimeout(Duration.ofSeconds(2))
                .maxIdleTime(Duration.ofSeconds(20))
                .build();
        this.http = HttpClient.create(connections)
                .runOn(resources.getLoopResources())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(ANSWER);
        this.fetched = Caffeine.newBuilder()
                .maximumWeight(settings.fetched().toBytes())
                .<String, Reply>weigher((name, reply) -> reply.length() + 200)
                .expireAfter(Expiry.<String, Reply>creating((name, reply) -> RemoteProgram.kept(reply)))
                .removalListener((name, reply, cause) -> {
                    if (reply != null) {
                        reply.release();
                    }
                })
                .executor(Runnable::run)
                .build();
    }

    @Override
    public boolean isHere(ChannelSummary channel) {
        return neighbours.isHere(channel.id());
    }

    @Override
    public Mono<Playback> playback(ChannelSummary channel) {
        return neighbours
                .ownerOf(channel.id())
                .map(owner -> programs.asMap()
                        .compute(
                                channel.id(),
                                (id, known) -> known != null && known.isBy(owner) ? known : program(channel, owner)));
    }

    private RemoteProgram program(ChannelSummary channel, Neighbour owner) {
        return new RemoteProgram(channel, owner, neighbours, tokens, http, fetched);
    }

    @Override
    public void destroy() {
        fetched.invalidateAll();
        connections.dispose();
    }
}
