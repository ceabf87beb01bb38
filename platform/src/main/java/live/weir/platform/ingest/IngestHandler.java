package live.weir.platform.ingest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Where encoders go that do not speak WHIP, for who sets one up. */
@RestController
@Tag(name = "Stream keys")
class IngestHandler {

    private static final int USUAL_PORT = 1935;
    private static final int USUAL_TLS_PORT = 443;

    private final RtmpDoorSettings settings;
    private final RtmpIngest ingest;
    private final SrtDoorSettings srtSettings;
    private final SrtIngest srtIngest;

    IngestHandler(RtmpDoorSettings settings, RtmpIngest ingest, SrtDoorSettings srtSettings, SrtIngest srtIngest) {
        this.settings = settings;
        this.ingest = ingest;
        this.srtSettings = srtSettings;
        this.srtIngest = srtIngest;
    }

    @GetMapping("/api/v1/ingest")
    @Operation(summary = "Tell where encoders go that do not speak WHIP")
    @ApiResponse(responseCode = "200")
    Mono<Servers> servers(ServerHttpRequest request) {
        return Mono.fromSupplier(() -> new Servers(rtmp(request), srt(request)));
    }

    private @Nullable String rtmp(ServerHttpRequest request) {
        if (settings.publicUrl() != null) {
            return settings.publicUrl().toString();
        }
        OptionalInt port = ingest.port();
        InetSocketAddress host = request.getHeaders().getHost();
        if (port.isEmpty() || host == null) {
            return null;
        }
        boolean usual = port.getAsInt() == (settings.isTls() ? USUAL_TLS_PORT : USUAL_PORT);
        return (settings.isTls() ? "rtmps" : "rtmp") + "://" + host.getHostString()
                + (usual ? "" : ":" + port.getAsInt()) + "/live";
    }

    private @Nullable String srt(ServerHttpRequest request) {
        OptionalInt port = srtIngest.port();
        InetSocketAddress host = request.getHeaders().getHost();
        if (!srtSettings.enabled()) {
            return null;
        }
        if (srtSettings.publicUrl() != null) {
            return srtSettings.publicUrl().toString();
        }
        return port.isEmpty() || host == null ? null : "srt://" + host.getHostString() + ":" + port.getAsInt();
    }

    /**
     * @param rtmp the server to enter; null if there is none
     * @param srt the same, to which a stream id is added; null if there is none
     */
    record Servers(@Nullable String rtmp, @Nullable String srt) {}
}
