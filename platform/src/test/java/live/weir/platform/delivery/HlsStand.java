package live.weir.platform.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.bridge.hls.DiskShelf;
import live.weir.bridge.hls.Packager;
import live.weir.bridge.hls.PackagerSettings;
import live.weir.bridge.hls.Playback;
import live.weir.bridge.hls.SyntheticProgram;
import live.weir.bridge.program.ProgramSink;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Person;
import live.weir.platform.channel.Visibility;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.StageRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** All that answers {@code /hls/}, on a server of its own: real but for channels and people, and there in a moment. */
public final class HlsStand implements AutoCloseable {

    static final String TOKEN = "token-of-the-owner";

    private final Map<String, ChannelSummary> channels = new ConcurrentHashMap<>();
    private final Set<ChannelId> onAir = ConcurrentHashMap.newKeySet();
    private final DiskThreads disk = new DiskThreads();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProgramRegistry programs;
    private final PlaybackTokens tokens;
    private final Attendance attendance = new Attendance();
    private final Turnstile turnstile = new Turnstile(HlsStand::client, new ViewerMarks(), attendance);
    private final DisposableServer server;

    public HlsStand(Path home) {
        this(home, new EncryptionSettings(EncryptionSettings.Channels.NONE, Duration.ofMinutes(10)));
    }

    HlsStand(Path home, EncryptionSettings encryption) {
        DeliverySettings settings = new DeliverySettings(
                Duration.ofMinutes(30),
                DataSize.ofMegabytes(64),
                50_000,
                Duration.ofHours(6),
                Duration.ofMinutes(2),
                DataSize.ofMegabytes(16),
                100,
                "*",
                Duration.ofSeconds(5),
                encryption);
        Locksmith locksmith = new Locksmith(encryption, slug -> Mono.justOrEmpty(channels.get(slug)));
        RunningProgram.Studio studio = broadcast -> {
            PackagerSettings packing = settings.packing(broadcast);
            Path shelf = home.resolve(Long.toString(System.nanoTime()));
            return new RunningProgram(
                    broadcast,
                    new Packager(packing, new DiskShelf(shelf, disk), locksmith.ring(packing.from())),
                    new RecordingTap(new Nowhere(), on -> {}),
                    settings.linger());
        };
        this.programs = new ProgramRegistry(studio, locksmith);
        this.tokens = new PlaybackTokens(
                Mono.just("a secret of all nodes".getBytes(StandardCharsets.UTF_8)),
                Clock.systemUTC(),
                settings.signedFor());
        HlsAnswers answers = new HlsAnswers(settings, JsonMapper.builder().build());
        DeliveryMeters meters = new DeliveryMeters(registry);
        meters.watch(registry, programs);
        ProgramSuccession succession = new ProgramSuccession(
                programs, channel -> Mono.empty(), channel -> Mono.fromSupplier(() -> onAir.contains(channel)), 50_000);
        HlsDesk desk = new HlsDesk(programs, new Alone(), succession, new OpenDoors(), tokens, answers);
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                        .addAfter(NettyPipeline.HttpCodec, "weir.hls", new HlsConnection(desk, null, answers, meters)))
                .handle((request, response) -> response.sendString(Mono.just("elsewhere")))
                .bindNow();
        programs.start();
    }

    public String base() {
        return "http://127.0.0.1:" + server.port();
    }

    URI uri(String path) {
        return URI.create(base() + path);
    }

    PlaybackTokens tokens() {
        return tokens;
    }

    ChannelSummary channel(String slug, Visibility visibility) {
        return channels.compute(
                slug,
                (name, known) -> new ChannelSummary(
                        known == null ? new ChannelId(UUID.randomUUID()) : known.id(),
                        slug,
                        "River",
                        visibility,
                        new AccountId(UUID.randomUUID()),
                        new Person("river", "River")));
    }

    public OpenProgram open(String slug) {
        Instant now = Instant.now();
        return open(slug, now, now);
    }

    OpenProgram open(String slug, Instant startedAt, Instant takenAt) {
        ChannelSummary known = channels.get(slug);
        ChannelSummary channel = known == null ? channel(slug, Visibility.PUBLIC) : known;
        onAir.add(channel.id());
        return programs.open(new Programs.Broadcast(UUID.randomUUID(), channel.id(), slug, startedAt, takenAt));
    }

    /** What lasts of the broadcast says that it is over. */
    void isOffAir(String slug) {
        onAir.remove(channel(slug, Visibility.PUBLIC).id());
    }

    SyntheticProgram onAir(String slug) {
        return new SyntheticProgram(open(slug)).begin();
    }

    public int waiting() {
        int waiting = 0;
        for (RunningProgram program : programs.all()) {
            waiting += program.packager().waiting();
        }
        return waiting;
    }

    /** As behind a proxy that names its clients. */
    private static InetAddress client(@Nullable InetAddress peer, HttpHeaders headers) {
        String named = headers.get("X-Forwarded-For");
        return named == null
                ? Objects.requireNonNullElseGet(peer, InetAddress::getLoopbackAddress)
                : new InetSocketAddress(named, 0).getAddress();
    }

    /** How many were seen to watch in the latest rounds, of which one ends now. */
    long watching(String slug) {
        return attendance
                .turn()
                .present()
                .getOrDefault(channel(slug, Visibility.PUBLIC).id(), 0L);
    }

    public double served() {
        return registry.get("weir.hls.requests")
                .tag("outcome", "served")
                .counter()
                .count();
    }

    @Override
    public void close() {
        server.disposeNow();
        programs.stop();
        disk.destroy();
    }

    /** A node without others. */
    private static final class Alone implements HlsDesk.Elsewhere {

        @Override
        public boolean isHere(ChannelSummary channel) {
            return true;
        }

        @Override
        public Mono<Playback> playback(ChannelSummary channel) {
            return Mono.empty();
        }
    }

    /** Records nothing. */
    private static final class Nowhere implements ProgramSink {

        @Override
        public void begin(live.weir.bridge.program.ProgramFormat format) {}

        @Override
        public void chunk(live.weir.bridge.program.ProgramChunk chunk) {
            chunk.bytes().release();
        }

        @Override
        public void picture(io.netty.buffer.ByteBuf jpeg) {
            jpeg.release();
        }

        @Override
        public void end() {}
    }

    private final class OpenDoors implements Doors {

        @Override
        public Mono<ChannelSummary> channel(String slug) {
            return Mono.justOrEmpty(channels.get(slug));
        }

        @Override
        public boolean areOpenToAll() {
            return true;
        }

        @Override
        public Credentials credentials(@Nullable InetAddress peer, HttpHeaders headers, @Nullable String pass) {
            return new Credentials(headers.get("Authorization"), pass, InetAddress.getLoopbackAddress(), Map.of());
        }

        @Override
        public Mono<Void> admit(String slug, Credentials shown) {
            return ("Bearer " + TOKEN).equals(shown.bearer()) || "wvp_good".equals(shown.pass())
                    ? Mono.empty()
                    : Mono.error(StageRefused.of(StageRefused.Reason.NOT_FOUND, "There is no channel."));
        }

        @Override
        public void watched(ChannelId channel, HlsRequest request, HlsPath path) {
            turnstile.pass(channel, request, path);
        }
    }
}
