package live.weir.load.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The newest socket.io that npm has, with WebSockets only. */
final class SocketIo implements ChatContender {

    private static final int INSTALL_SECONDS = 120;

    private final ServerProcess process;
    private final ChatAudience audience;
    private final ChatAudience speaker;

    SocketIo() throws InterruptedException {
        int port = ServerProcess.freePort();
        Path home = ServerProcess.folder("socketio");
        try {
            Files.writeString(
                    home.resolve("package.json"), "{\"private\":true,\"dependencies\":{\"socket.io\":\"^4.8.0\"}}");
            Files.writeString(home.resolve("server.js"), """
                    const { Server } = require('socket.io');
                    const io = new Server(%d, { transports: ['websocket'], perMessageDeflate: false });
                    io.on('connection', socket => {
                      socket.join('room');
                      socket.on('say', text => io.to('room').emit('message', text));
                    });
                    """.formatted(port));
            install(home);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        process = ServerProcess.start("socketio", home, "node", "server.js");
        process.awaitPort(port);
        String path = "/socket.io/?EIO=4&transport=websocket";
        audience = new ChatAudience(port, path, null, "40");
        speaker = new ChatAudience(port, path, null, "40");
        speaker.grow(1);
    }

    private static void install(Path home) throws IOException, InterruptedException {
        if (Files.exists(home.resolve("node_modules/socket.io"))) {
            return;
        }
        Process npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("npm.log").toFile())
                .start();
        if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IllegalStateException("npm could not install socket.io: see " + home.resolve("npm.log"));
        }
    }

    @Override
    public String name() {
        return "socket.io";
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public ChatAudience audience() {
        return audience;
    }

    @Override
    public void say(String text) {
        speaker.send(0, "42[\"say\"," + ChatContender.asMessage(text) + "]");
    }

    @Override
    public void close() {
        audience.close();
        speaker.close();
        process.close();
    }
}
