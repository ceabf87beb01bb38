package live.weir.bridge.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Janus with its video room, as Debian packs it. Each peer is a session with one handle. */
final class JanusContender implements Contender {

    static final Path EXECUTABLE = Path.of("/usr/bin/janus");

    /** Of Debian on a usual server. */
    private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu/janus");

    private static final int ROOM = 1234;

    private final String name;
    private final String uri;
    private final ServerProcess process;
    private long feed;

    /** @param eventLoops 0 for its usual thread per peer */
    JanusContender(String name, InetAddress address, int eventLoops) {
        this.name = name;
        int port = FreePort.find();
        this.uri = "http://127.0.0.1:" + port + "/janus";
        Path configuration = configure(ServerProcess.FOLDER.resolve(name.replace(' ', '-')), port, address, eventLoops);
        this.process = ServerProcess.start(
                name.replace(' ', '-'), List.of(EXECUTABLE.toString(), "-F", configuration.toString()));
        process.await(() -> Http.answers(uri + "/info"));
    }

    private static Path configure(Path folder, int port, InetAddress address, int eventLoops) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("janus.jcfg"), """
                    general: {
                        configs_folder = "%s"
                        plugins_folder = "%s"
                        transports_folder = "%s"
                        debug_level = 2
                        session_timeout = 0
                        %s
                    }
                    media: { rtp_port_range = "20000-32000" }
                    nat: { ice_enforce_list = "%s" }
                    """.formatted(
                            folder.toAbsolutePath(),
                            only("plugins/libjanus_videoroom.so", folder),
                            only("transports/libjanus_http.so", folder),
                            eventLoops == 0 ? "" : "event_loops = " + eventLoops,
                            address.getHostAddress()));
            Files.writeString(folder.resolve("janus.transport.http.jcfg"), """
                    general: { json = "compact"  base_path = "/janus"  http = true  port = %d  ip = "127.0.0.1"  https = false }
                    admin: { admin_http = false }
                    """.formatted(port));
            Files.writeString(folder.resolve("janus.plugin.videoroom.jcfg"), """
                    room-%d: {
                        description = "bench"  publishers = 1  bitrate = 0  videocodec = "vp8"  audiocodec = "opus"
                        audiolevel_ext = false  videoorient_ext = false  playoutdelay_ext = false
                        transport_wide_cc_ext = false
                    }
                    """.formatted(ROOM));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Gives a folder with that library alone: the others make noise, and folders where they stand. */
    private static Path only(String library, Path folder) throws IOException {
        Path link = folder.toAbsolutePath().resolve(library);
        Files.createDirectories(link.resolveSibling(""));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, LIBRARIES.resolve(library));
        return link.resolveSibling("");
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
        String handle = attach();
        JsonObject event = ask(
                handle,
                "{\"request\":\"joinandconfigure\",\"ptype\":\"publisher\",\"room\":" + ROOM + "}",
                "offer",
                offer);
        feed = event.getAsJsonObject("plugindata")
                .getAsJsonObject("data")
                .get("id")
                .getAsLong();
        return description(event);
    }

    @Override
    public Invitation invite() {
        String handle = attach();
        JsonObject event = ask(
                handle,
                "{\"request\":\"join\",\"ptype\":\"subscriber\",\"room\":" + ROOM + ",\"streams\":[{\"feed\":" + feed
                        + "}]}",
                "",
                "");
        return new Invitation() {
            @Override
            public String offer() {
                return description(event);
            }

            @Override
            public void accept(String answer) {
                tell(handle, "{\"request\":\"start\"}", "answer", answer);
            }
        };
    }

    /** Gives the path of a handle in a session of its own. */
    private String attach() {
        String session = uri + "/" + id(Http.post(uri, "{\"janus\":\"create\",\"transaction\":\"c\"}"));
        return session + "/"
                + id(Http.post(
                        session, "{\"janus\":\"attach\",\"plugin\":\"janus.plugin.videoroom\",\"transaction\":\"a\"}"));
    }

    private static long id(String answer) {
        return JsonParser.parseString(answer)
                .getAsJsonObject()
                .getAsJsonObject("data")
                .get("id")
                .getAsLong();
    }

    private static void tell(String handle, String body, String type, String description) {
        JsonObject message = new JsonObject();
        message.addProperty("janus", "message");
        message.addProperty("transaction", "m");
        message.add("body", JsonParser.parseString(body));
        if (!type.isEmpty()) {
            JsonObject jsep = new JsonObject();
            jsep.addProperty("type", type);
            jsep.addProperty("sdp", description);
            message.add("jsep", jsep);
        }
        Http.post(handle, message.toString());
    }

    private static JsonObject ask(String handle, String body, String type, String description) {
        tell(handle, body, type, description);
        String events = handle.substring(0, handle.lastIndexOf('/')) + "?maxev=1";
        while (true) {
            JsonElement event = JsonParser.parseString(Http.get(events));
            if (event.getAsJsonObject().has("jsep")) {
                return event.getAsJsonObject();
            }
            if (event.toString().contains("\"error\"")) {
                throw new IllegalStateException(event.toString());
            }
        }
    }

    private static String description(JsonObject event) {
        return event.getAsJsonObject("jsep").get("sdp").getAsString();
    }

    @Override
    public void close() {
        process.close();
    }
}
