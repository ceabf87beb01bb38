package live.weir.load.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx with nchan, one process as Weir is one; what is published comes by HTTP on one connection. */
final class Nchan implements ChatContender {

    static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServerProcess process;
    private final ChatAudience audience;
    private final int port = ServerProcess.freePort();

    Nchan() {
        Path home = ServerProcess.folder("nchan");
        Path configuration = home.resolve("nginx.conf");
        try {
            Files.writeString(configuration, """
                    load_module %1$s;
                    daemon off; master_process off; worker_rlimit_nofile 60000;
                    pid %2$s/nginx.pid; error_log %2$s/error.log warn;
                    events { worker_connections 50000; }
                    http {
                      access_log off; client_body_temp_path %2$s/body; proxy_temp_path %2$s/proxy; fastcgi_temp_path %2$s/f;
                      uwsgi_temp_path %2$s/u; scgi_temp_path %2$s/s;
                      server {
                        listen 127.0.0.1:%3$d;
                        location = /sub { nchan_subscriber websocket; nchan_channel_id room; nchan_subscriber_first_message newest; }
                        location = /pub { nchan_publisher; nchan_channel_id room; nchan_message_buffer_length 50; }
                      }
                    }
                    """.formatted(MODULE, home, port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        process = ServerProcess.start("nchan", home, "nginx", "-c", configuration.toString(), "-p", home.toString());
        process.awaitPort(port);
        audience = new ChatAudience(port, "/sub", null, null);
    }

    @Override
    public String name() {
        return "nchan";
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
    @SuppressWarnings("FutureReturnValueIgnored") // what is not delivered is missing in the table
    public void say(String text) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pub"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString(ChatContender.asMessage(text)))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    @Override
    public void close() {
        audience.close();
        process.close();
    }
}
