package live.weir.bridge.bench;

import java.io.File;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The embedded engine, of this build or of another one. */
final class WeirContender implements Contender {

    private final String name;
    private final String uri;
    private final ServerProcess process;

    /** @param classes that come before those of this process; empty for none */
    WeirContender(String name, String classes, InetAddress address, int eventLoops) {
        this.name = name;
        int port = FreePort.find();
        this.uri = "http://127.0.0.1:" + port;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(BenchSettings.jvmFlags());
        String path = System.getProperty("java.class.path");
        command.addAll(List.of(
                "-cp", classes.isEmpty() ? path : classes + File.pathSeparator + path, EngineHost.class.getName()));
        command.addAll(List.of(address.getHostAddress(), Integer.toString(port), Integer.toString(eventLoops)));
        this.process = ServerProcess.start(name.replace(' ', '-'), command);
        process.await(() -> Http.answers(uri + "/ready"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public String publish(String offer) {
        return Http.post(uri + "/publish", offer);
    }

    @Override
    public Invitation invite() {
        String answer = Http.get(uri + "/view");
        int line = answer.indexOf('\n');
        String session = answer.substring(0, line);
        return new Invitation() {
            @Override
            public String offer() {
                return answer.substring(line + 1);
            }

            @Override
            public void accept(String description) {
                Http.post(uri + "/accept/" + session, description);
            }
        };
    }

    @Override
    public long allocatedBytes() {
        return Long.parseLong(Http.get(uri + "/allocated"));
    }

    @Override
    public long liveBytes() {
        return Long.parseLong(Http.get(uri + "/live"));
    }

    @Override
    public void close() {
        process.close();
    }
}
