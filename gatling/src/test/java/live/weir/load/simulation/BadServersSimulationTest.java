package live.weir.load.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of servers that behave badly: one line in the report, an end, and an exit code. */
class BadServersSimulationTest {

    private static final List<String> ANSWERS = List.of(
            "",
            http("401 Unauthorized", "", "{\"detail\":\"This key is none.\"}"),
            http("201 Created", "Location: /x\r\nContent-Type: application/sdp\r\n", "v=nothing"),
            http("201 Created", "", "v=0"));

    private final Path directory;
    private final ServerSocket server;
    private final AtomicInteger offers = new AtomicInteger();

    BadServersSimulationTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "bad-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                new Thread(() -> answer(socket), "bad-answer").start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Each offer is answered by the next of its bad habits; whatever else is asked for, a goodbye say, is not there. */
    private void answer(Socket socket) {
        try {
            byte[] request = new byte[16_384];
            int length = socket.getInputStream().read(request);
            if (length <= 0) {
                return;
            }
            boolean isOffer = new String(request, 0, length, StandardCharsets.US_ASCII).startsWith("POST ");
            String answer =
                    isOffer ? ANSWERS.get(offers.getAndIncrement() % ANSWERS.size()) : http("404 Not Found", "", "");
            if (!answer.isEmpty()) {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.close();
            }
        } catch (IOException gone) {
            // as bad servers do
        }
    }

    private static String http(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    @Test
    void what_they_do_is_told_and_nothing_hangs() throws Exception {
        Path output = directory.resolve("load.log");
        Path results = directory.resolve("results");
        String address = "http://127.0.0.1:" + server.getLocalPort() + "/whep";
        int code = Node.load(
                output,
                "smoke",
                "url=" + address,
                "whep=" + address,
                "users=" + ANSWERS.size(),
                "ramp=1s",
                "duration=1s",
                "patience=2s",
                "results=" + results);
        String said = Files.readString(output);

        assertThat(code).as(said).isEqualTo(2);
        assertThat(said)
                .contains("No answer from 127.0.0.1")
                .contains("The server answered 401 This key is none.")
                .contains("The server's answer is no SDP")
                .contains("The server's 201 has no Location");
        try (Stream<Path> files = Files.walk(results, 2)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).contains("index.html", "media.html");
        }
    }
}
