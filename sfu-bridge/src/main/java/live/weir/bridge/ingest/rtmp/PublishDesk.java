package live.weir.bridge.ingest.rtmp;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/** Who decides. Called on event loops: must not wait. */
public interface PublishDesk {

    /** Asked for each new connection, before a byte of it is read. */
    boolean admits(InetAddress from);

    /**
     * Asked once for each wish. No media is read until it is answered.
     *
     * @return what takes the media, or fails with {@link PublishRefused}. If the client has gone meanwhile, what took it is told of the end
     */
    CompletionStage<PublishedMedia> publish(PublishWish wish, PublisherLine line);
}
