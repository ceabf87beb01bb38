package live.weir.bridge.engine.kurento;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a pool makes of the names that it was given. */
class ServerPoolTest {

    private static final URI NAME = URI.create("ws://kurento.media:8888/kurento");

    @Test
    void a_server_that_its_name_no_longer_stands_for_is_about_to_end() {
        assertThat(ServerPool.isDelisted(at(1), Set.of(at(2), at(3)))).isTrue();
        assertThat(ServerPool.isDelisted(at(2), Set.of(at(2), at(3)))).isFalse();
    }

    @Test
    void a_name_that_stands_for_nothing_takes_no_server_away() {
        RpcEndpoint elsewhere = new RpcEndpoint(URI.create("ws://other.media:8888/kurento"), at(9).address());
        assertThat(ServerPool.isDelisted(at(1), Set.of())).isFalse();
        assertThat(ServerPool.isDelisted(at(1), Set.of(elsewhere))).isFalse();
    }

    private static RpcEndpoint at(int host) {
        try {
            return new RpcEndpoint(NAME, InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host}));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
