package live.weir.platform.delivery;

import java.util.function.Function;
import live.weir.bridge.hls.KeyRing;
import live.weir.bridge.hls.Numbering;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Visibility;
import live.weir.platform.delivery.EncryptionSettings.Channels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Says which programs are encrypted. A channel that becomes private while it is on air is locked from its next segment on. */
final class Locksmith {

    private static final Logger log = LoggerFactory.getLogger(Locksmith.class);
    private static final int AT_ONCE = 16;

    private final EncryptionSettings settings;
    private final Function<String, Mono<ChannelSummary>> channels;

    Locksmith(EncryptionSettings settings, Function<String, Mono<ChannelSummary>> channels) {
        this.settings = settings;
        this.channels = channels;
    }

    /** For a program that begins: until somebody has looked whose it is, it is locked if any might be. */
    KeyRing ring(Numbering from) {
        return new KeyRing(settings.rotation(), settings.channels() != Channels.NONE, from);
    }

    /** What cannot be told at present stays as it is. */
    Mono<Void> look(Iterable<RunningProgram> programs) {
        return settings.channels() == Channels.PRIVATE
                ? Flux.fromIterable(programs).flatMap(this::look, AT_ONCE).then()
                : Mono.empty();
    }

    private Mono<Void> look(RunningProgram program) {
        return channels.apply(program.broadcast().slug())
                .doOnNext(channel -> program.packager().keys().lock(channel.visibility() == Visibility.PRIVATE))
                .then()
                .onErrorResume(unknown -> {
                    log.debug(
                            "Whether {} is private is not known: {}",
                            program.broadcast().slug(),
                            unknown.toString());
                    return Mono.empty();
                });
    }
}
