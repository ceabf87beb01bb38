package live.weir.platform.stage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.weir.signaling.stage.IceServers;

/**
 * The configured servers, with credentials for TURN as its REST API makes them (draft-uberti-behave-turn-rest-00 §2.2): the
 * user name says when they expire, and the password is its HMAC under the secret that we share with the server.
 */
final class TurnRestServers implements IceServers {

    private static final String HMAC = "HmacSHA1"; // what the draft says and coturn checks

    private final IceSettings settings;
    private final Clock clock;

    TurnRestServers(IceSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<IceServer> forClient(String name) {
        List<IceServer> servers = new ArrayList<>();
        if (!settings.stunUrls().isEmpty()) {
            servers.add(new IceServer(settings.stunUrls(), null, null));
        }
        String secret = settings.turnSecret();
        if (secret != null && !settings.turnUrls().isEmpty()) {
            long expiry = clock.instant().plus(settings.credentialLife()).getEpochSecond();
            String username = expiry + ":" + name;
            servers.add(new IceServer(settings.turnUrls(), username, password(secret, username)));
        }
        return List.copyOf(servers);
    }

    @Override
    public boolean relayOnly() {
        return settings.relayOnly();
    }

    private static String password(String secret, String username) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA1", impossible);
        }
    }
}
