package live.weir.platform.web.edge;

import io.netty.channel.ChannelHandler;

/**
 * Answers some requests on the connection itself, before anything of Spring: for what is asked for so often that a filter
 * more is seen in the bill. Whatever it does not answer, it passes on.
 */
public interface EdgeExtension {

    String name();

    /** One for each connection, HTTP/1.1 alone; it stands behind the limits of the edge. */
    ChannelHandler handler();
}
