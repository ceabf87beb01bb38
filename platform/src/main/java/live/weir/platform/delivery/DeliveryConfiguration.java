package live.weir.platform.delivery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import live.weir.bridge.hls.DiskShelf;
import live.weir.bridge.hls.Packager;
import live.weir.bridge.hls.PackagerSettings;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.delivery.purge.Purger;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.infrastructure.storage.ObjectStore;
import live.weir.platform.infrastructure.storage.StorageSettings;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.security.PublicEndpoints;
import live.weir.platform.stage.ClusterSecret;
import live.weir.platform.stage.DoorCredentials;
import live.weir.platform.stage.StageNeighbours;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.edge.EdgeExtension;
import live.weir.signaling.stage.StageAccess;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Joins together what answers below {@code /hls/}. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    DiskThreads diskThreads() {
        return new DiskThreads();
    }

    @Bean
    PlaybackTokens playbackTokens(ClusterSecret secret, Clock clock, DeliverySettings settings) {
        return new PlaybackTokens(secret.get(), clock, settings.signedFor());
    }

    @Bean
    Locksmith locksmith(DeliverySettings settings, ChannelService channels) {
        return new Locksmith(settings.encryption(), channels::bySlug);
    }

    @Bean
    ProgramRegistry programRegistry(
            DeliverySettings settings,
            NodeSettings node,
            DiskThreads disk,
            Recordings recordings,
            Locksmith locksmith,
            Clock clock) {
        Path folder = node.homeDirectory().resolve("hls");
        disk.tidy(folder);
        RunningProgram.Studio studio = broadcast -> {
            PackagerSettings packing = settings.packing(broadcast);
            DiskShelf shelf = new DiskShelf(folder.resolve(broadcast.channel() + "-" + clock.millis()), disk);
            Packager packager = new Packager(packing, shelf, locksmith.ring(packing.from()));
            return new RunningProgram(broadcast, packager, recordings.record(broadcast), settings.linger());
        };
        return new ProgramRegistry(studio, locksmith);
    }

    /** Files, unless there is an object store. */
    @Bean
    Archive archive(
            ObjectProvider<ObjectStore> stores,
            StorageSettings storage,
            RecordingSettings settings,
            NodeSettings node,
            DiskThreads disk,
            LiveBroadcasts live,
            StorageMeters meters,
            Clock clock) {
        Path own = node.homeDirectory().resolve("recordings");
        Path named = settings.folder();
        Path folder = named == null ? own : named;
        long memory = settings.spool().toBytes();
        ObjectStore store = stores.getIfAvailable();
        if (store == null) {
            return new FolderArchive(folder, disk, memory, clock);
        }
        Courier courier = new Courier(store, storage, Schedulers.fromExecutor(disk), clock);
        Blocks blocks = new Blocks(store, storage.cache().toBytes());
        meters.watch(courier, blocks);
        return new ObjectArchive(store, courier, blocks, live, folder, disk, memory, clock);
    }

    @Bean
    StorageMeters storageMeters(MeterRegistry registry) {
        return new StorageMeters(registry);
    }

    @Bean
    Withdrawals withdrawals(Purger purger, ChannelService channels, RecordingRepository rows) {
        return new Withdrawals(purger, channels, rows);
    }

    @Bean
    Recordings recordings(
            RecordingRepository rows,
            ChannelService channels,
            RecordingSettings settings,
            Archive archive,
            DiskThreads disk,
            LiveBroadcasts live,
            Withdrawals withdrawals,
            ObjectProvider<DraftNotes> drafts,
            MeterRegistry meters,
            Clock clock) {
        Recordings recordings = new Recordings(
                rows,
                channels,
                settings,
                archive,
                disk,
                live,
                media -> drafts.getObject().isOne(media),
                withdrawals,
                clock);
        FunctionCounter.builder("weir.recording.left.out", recordings, Recordings::leftOut)
                .description("Parts that recordings lack because the disk, or what may wait on it, was full")
                .register(meters);
        return recordings;
    }

    @Bean
    RecordingDrafts recordingDrafts(
            Archive archive, Recordings recordings, RecordingRepository rows, RecordingSettings settings) {
        return new ArchivedDrafts(archive, recordings, rows, settings.spool().toBytes() / 2);
    }

    @Bean
    VodDesk vodDesk(
            RecordingRepository rows,
            Recordings recordings,
            ChannelService channels,
            PlaybackTokens tokens,
            HlsAnswers answers) {
        return new VodDesk(rows, recordings, channels, tokens, answers);
    }

    @Bean
    RemotePrograms remotePrograms(
            StageNeighbours neighbours,
            PlaybackTokens tokens,
            ReactorResourceFactory resources,
            DeliverySettings settings) {
        return new RemotePrograms(neighbours, tokens, resources, settings);
    }

    @Bean
    ProgramSuccession programSuccession(
            ProgramRegistry local,
            RemotePrograms remote,
            LiveBroadcasts live,
            DeliverySettings settings,
            MeterRegistry registry) {
        ProgramSuccession succession =
                new ProgramSuccession(local, remote::playback, live::isOnAir, settings.maxWaiting());
        Gauge.builder("weir.hls.waiting.for.owner", succession, ProgramSuccession::waiting)
                .description("Requests for programs whose node went, and that wait for the next one's")
                .register(registry);
        return succession;
    }

    @Bean
    HlsAnswers hlsAnswers(DeliverySettings settings, JsonMapper json) {
        return new HlsAnswers(settings, json);
    }

    @Bean
    DeliveryMeters deliveryMeters(MeterRegistry registry, ProgramRegistry programs) {
        DeliveryMeters meters = new DeliveryMeters(registry);
        meters.watch(registry, programs);
        return meters;
    }

    @Bean
    ViewerMarks viewerMarks() {
        return new ViewerMarks();
    }

    @Bean
    Attendance attendance() {
        return new Attendance();
    }

    /** Programs need broadcasts, and what is shown of these needs the board: it asks for programs when it counts. */
    @Bean
    AudienceBoard audienceBoard(
            Attendance attendance,
            ViewerMarks marks,
            ClusterSecret secret,
            ObjectProvider<ProgramRegistry> programs,
            Redis redis,
            Clock clock,
            DeliverySettings settings,
            MeterRegistry registry) {
        AudienceBoard.Neighbourhood neighbourhood = new AudienceBoard.Neighbourhood() {

            @Override
            public Set<ChannelId> programs() {
                return programs.getObject().channels();
            }

            @Override
            public Mono<Boolean> agreeOnMarks() {
                return secret.get().map(marks::useSecret);
            }
        };
        AudienceBoard board = new AudienceBoard(attendance, neighbourhood, redis, clock, settings.countEvery());
        DeliveryMeters.watch(registry, board, attendance);
        return board;
    }

    @Bean
    PlatformDoors platformDoors(
            ChannelService channels,
            StageAccess access,
            DoorCredentials credentials,
            ClientAddress addresses,
            ViewerMarks marks,
            Attendance attendance) {
        Turnstile turnstile = new Turnstile(
                (peer, headers) -> addresses.of(peer, headers.getAll("X-Forwarded-For")), marks, attendance);
        return new PlatformDoors(channels, access, credentials, turnstile);
    }

    @Bean
    HlsDesk hlsDesk(
            ProgramRegistry local,
            RemotePrograms remote,
            ProgramSuccession succession,
            PlatformDoors doors,
            PlaybackTokens tokens,
            HlsAnswers answers) {
        return new HlsDesk(local, remote, succession, doors, tokens, answers);
    }

    /** The server is made before most beans are: what answers is asked for when the first connection comes. */
    @Bean
    static EdgeExtension hlsAtTheEdge(
            ObjectProvider<HlsDesk> desk,
            ObjectProvider<VodDesk> vod,
            ObjectProvider<HlsAnswers> answers,
            ObjectProvider<DeliveryMeters> meters) {
        return new EdgeExtension() {

            @Override
            public String name() {
                return "weir.hls";
            }

            @Override
            public ChannelHandler handler() {
                return new HlsConnection(desk.getObject(), vod.getObject(), answers.getObject(), meters.getObject());
            }
        };
    }

    @Bean
    RouterFunction<ServerResponse> hlsRoutes(HlsDesk desk, VodDesk vod, DeliveryMeters meters) {
        return new HlsRoutes(desk, vod, meters).routes();
    }

    @Bean
    PublicEndpoints publicPlaybackEndpoints() {
        return PublicEndpoints.of(HttpMethod.POST, "/api/v1/channels/{slug}/playback")
                .and(HttpMethod.GET, "/api/v1/channels/{slug}/recordings")
                .and(HttpMethod.HEAD, "/api/v1/channels/{slug}/recordings")
                .and(HttpMethod.GET, "/api/v1/recordings/{id}")
                .and(HttpMethod.HEAD, "/api/v1/recordings/{id}");
    }
}
