package live.weir.platform.ingest;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;
import live.weir.bridge.ingest.rtmp.PublishDesk;
import live.weir.bridge.ingest.rtmp.PublishRefused;
import live.weir.bridge.ingest.rtmp.PublishRefused.Reason;
import live.weir.bridge.ingest.rtmp.PublishWish;
import live.weir.bridge.ingest.rtmp.PublishedMedia;
import live.weir.bridge.ingest.rtmp.PublisherLine;
import reactor.core.publisher.Mono;

/** The desk, as the door for RTMP speaks of it. */
final class RtmpDesk implements PublishDesk {

    private final EncoderDesk desk;

    RtmpDesk(EncoderDesk desk) {
        this.desk = desk;
    }

    @Override
    public boolean admits(InetAddress from) {
        return desk.admits(from);
    }

    @Override
    public CompletionStage<PublishedMedia> publish(PublishWish wish, PublisherLine line) {
        return Mono.justOrEmpty(StreamName.read(wish.app(), wish.name()))
                .switchIfEmpty(Mono.error(() -> new PublishRefused(
                        Reason.BAD_NAME,
                        "Enter rtmp://…/live as the server, and one of the channel's stream keys as the key.")))
                .flatMap(name -> desk.letIn(
                        Door.RTMP, name, wish.encoder(), why -> line.end(new PublishRefused(Reason.DENIED, why))))
                .<PublishedMedia>map(encoder -> encoder)
                .onErrorMap(NotLetIn.class, RtmpDesk::inItsWords)
                .toFuture();
    }

    private static PublishRefused inItsWords(NotLetIn why) {
        return new PublishRefused(
                switch (why.reason()) {
                    case BAD_KEY, OTHER_CHANNEL -> Reason.BAD_NAME;
                    case NO_ROOM, AWAY -> Reason.DENIED;
                },
                why.sentence());
    }
}
