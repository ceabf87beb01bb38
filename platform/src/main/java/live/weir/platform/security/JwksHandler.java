package live.weir.platform.security;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets others verify our tokens. */
@RestController
@Tag(name = "Sessions")
final class JwksHandler {

    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final SigningKeys keys;

    JwksHandler(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The public keys of access tokens (RFC 7517)")
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok().cacheControl(A_MINUTE).body(keys.publicKeys().toJSONObject(true));
    }
}
