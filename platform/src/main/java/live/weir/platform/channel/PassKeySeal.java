package live.weir.platform.channel;

import java.util.Base64;
import live.weir.platform.channel.ViewerPassKeyRepository.PassKey;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.security.KeySeal;
import live.weir.platform.security.Secrets;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Seals keys of viewer passes as those of access tokens are sealed. The channel is sealed in: rows cannot be swapped. */
@Component
class PassKeySeal {

    private final KeySeal seal;
    private final Secrets secrets;

    PassKeySeal(KeySeal seal, Secrets secrets) {
        this.seal = seal;
        this.secrets = secrets;
    }

    Mono<PassKey> close(ChannelId channel, byte[] key) {
        return secrets.sealed(name(channel), Base64.getEncoder().encodeToString(key))
                .map(PassKey::new);
    }

    byte[] open(ChannelId channel, PassKey key) {
        return Base64.getDecoder().decode(seal.open(name(channel), key.text()));
    }

    /** Whether it lies readable though it need not. */
    boolean lies(PassKey key) {
        return seal.seals() && !seal.isSealed(key.text());
    }

    private static String name(ChannelId channel) {
        return "viewer-passes:" + channel;
    }
}
