package live.weir.platform.upload;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.weir.bridge.transcode.movie.TestMovie;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.testing.Now;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;

/** Uploads among nodes: a node goes in the midst of a conversion, and the next one with its disk goes on with it; and one that has no files passes what it is asked. */
class UploadRestartTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @Test
    void a_film_survives_its_node() throws Exception {
        TestServers servers = TestServers.shared();
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        String place = "--weir.home=" + home;
        byte[] film = Files.readAllBytes(TestMovie.of(12).sized(640, 360).write(home.resolve("film.mov")));
        String upload;
        ProcessHandle child;
        UUID abandoned;
        try (Relay relay = new Relay();
                TestNode node = TestNode.start(postgres, redis, place, "--weir.cluster.url=" + relay.url())) {
            relay.to(node);
            node.register("river");
            String token = node.signIn("river");
            node.createChannel(token, "river", "River");
            try (TestNode other = TestNode.start(
                    postgres, redis, "--weir.home=" + home.resolve("other"), "--weir.roles=api,chat,stage,delivery")) {
                upload = begin(other, token, film.length);
                send(other, token, upload, 0, Arrays.copyOf(film, 1_000));
                assertThat(row(node, upload).node())
                        .isEqualTo(node.bean(NodeRegistry.class).id().value());
                String second = begin(other, token, 100);
                other.as(token)
                        .head()
                        .uri(second)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueEquals("Upload-Offset", "0");
                other.as(token).delete().uri(second).exchange().expectStatus().isNoContent();
                node.as(token).get().uri(second).exchange().expectStatus().isNotFound();
            }
            send(node, token, upload, 1_000, Arrays.copyOfRange(film, 1_000, film.length));
            Conversions conversions = node.bean(Conversions.class);
            eventually(() -> assertThat(conversions.pid()).isPositive());
            child = ProcessHandle.of(conversions.pid()).orElseThrow();
            abandoned = Objects.requireNonNull(row(node, upload).media());
        }
        assertThat(child.isAlive()).isFalse();
        try (TestNode node = TestNode.start(postgres, redis, place)) {
            eventually(() -> assertThat(row(node, upload).state()).isEqualTo(UploadRow.READY));
            assertThat(row(node, upload).attempts()).isEqualTo(1);
            assertThat(home.resolve("recordings").resolve(abandoned.toString())).doesNotExist();
            assertThat(home.resolve("recordings")
                            .resolve(Objects.requireNonNull(row(node, upload).media())
                                    .toString()))
                    .exists();
        }
    }

    private static UploadRow row(TestNode node, String upload) {
        return Now.now(
                node.bean(UploadRepository.class).byId(UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1))));
    }

    private static String begin(TestNode node, String token, int size) {
        return Objects.requireNonNull(node.as(token)
                .post()
                .uri("/api/v1/channels/river/uploads")
                .bodyValue(Map.of("title", "A film", "size", size))
                .exchange()
                .expectStatus()
                .isCreated()
                .returnResult(byte[].class)
                .getResponseHeaders()
                .getFirst("Location"));
    }

    private static void send(TestNode node, String token, String upload, long offset, byte[] piece) {
        node.as(token)
                .patch()
                .uri(upload)
                .header("Upload-Offset", Long.toString(offset))
                .contentType(MediaType.parseMediaType("application/partial-upload"))
                .bodyValue(piece)
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    /** An address that is known before the node behind it is. */
    private static final class Relay implements AutoCloseable {

        private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private volatile int target;

        Relay() throws IOException {}

        String url() {
            return "http://127.0.0.1:" + door.getLocalPort();
        }

        void to(TestNode node) {
            target = URI.create(node.base()).getPort();
            start(() -> {
                while (!door.isClosed()) {
                    Socket near = door.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    start(() -> near.getInputStream().transferTo(far.getOutputStream()));
                    start(() -> far.getInputStream().transferTo(near.getOutputStream()));
                }
            });
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void start(Work work) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } catch (IOException closed) {
                            // one side has gone, and with it what goes between them
                        }
                    },
                    "relay");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
