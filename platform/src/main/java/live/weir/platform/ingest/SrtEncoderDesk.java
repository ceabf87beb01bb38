package live.weir.platform.ingest;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;
import live.weir.bridge.ingest.srt.SrtDesk;
import live.weir.bridge.ingest.srt.SrtLine;
import live.weir.bridge.ingest.srt.SrtMedia;
import live.weir.bridge.ingest.srt.SrtRefused;
import live.weir.bridge.ingest.srt.SrtRefused.Reason;
import live.weir.bridge.ingest.srt.SrtWish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The desk, as the door for SRT speaks of it. */
final class SrtEncoderDesk implements SrtDesk {

    private static final Logger log = LoggerFactory.getLogger(SrtEncoderDesk.class);

    private final EncoderDesk desk;

    SrtEncoderDesk(EncoderDesk desk) {
        this.desk = desk;
    }

    @Override
    public boolean admits(InetAddress from) {
        return desk.admits(from);
    }

    @Override
    public CompletionStage<SrtMedia> publish(SrtWish wish, SrtLine line) {
        return Mono.fromSupplier(() -> SrtStreamId.read(wish.streamId()))
                .flatMap(name -> desk.letIn(Door.SRT, name, wish.encoder(), why -> hangUp(line, why)))
                .<SrtMedia>map(encoder -> encoder)
                .onErrorMap(NotLetIn.class, SrtEncoderDesk::inItsWords)
                .doOnError(SrtRefused.class, why -> tell(wish, why))
                .toFuture();
    }

    private static SrtRefused inItsWords(NotLetIn why) {
        return new SrtRefused(
                switch (why.reason()) {
                    case BAD_KEY -> Reason.FORBIDDEN;
                    case OTHER_CHANNEL -> Reason.NOT_FOUND;
                    case NO_ROOM -> Reason.OVERLOAD;
                    case AWAY -> Reason.DOWN;
                },
                why.sentence());
    }

    /** The encoder itself does not hear why. */
    private static void hangUp(SrtLine line, String why) {
        log.info("Hanging up on an encoder that came by SRT: {}", why);
        line.end();
    }

    /** The encoder itself hears a number only. */
    private static void tell(SrtWish wish, SrtRefused why) {
        log.info("An encoder ({}) was refused by SRT: {}", wish.encoder(), why.getMessage());
    }
}
