package live.weir.bridge.ingest.rtmp;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import live.weir.bridge.ingest.rtmp.RtmpListener.End;
import live.weir.testing.HouseRules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HouseRules.class)
class RtmpDoorTest {

    private final ScriptedDesk desk = new ScriptedDesk();
    private RtmpDoor door;

    @BeforeEach
    void open() throws IOException {
        door = open(null, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    private RtmpDoor open(@Nullable SslContext tls, Duration untilPublish, Duration silence) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return RtmpDoor.open(new RtmpSettings(any, tls, 4, 3, untilPublish, silence, 10_000_000), desk, desk);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void what_an_encoder_sends_once_it_was_let_in_is_handed_on() throws Exception {
        try (RtmpClient client = RtmpClient.to(door.port()).shakeHands().connect("live/")) {
            client.await("NetConnection.Connect.Success");
            client.publish("right").await("NetStream.Publish.Start");
            client.say(RtmpClient.media(RtmpMessage.VIDEO, 40, (byte) 0x17, (byte) 1))
                    .say(RtmpClient.media(RtmpMessage.AUDIO, 41, (byte) 0xaf, (byte) 1));
            eventually(() -> assertThat(desk.media).containsExactly("video 40 1701", "audio 41 af01"));
            client.say(RtmpClient.WRITER.command(0, "deleteStream", 4, null, 1)).await("NetStream.Unpublish.Success");
        }
        assertThat(desk.media).endsWith("end");
        assertThat(desk.wishes.get(0).app()).isEqualTo("live");
        assertThat(desk.wishes.get(0).encoder()).startsWith("FMLE/3.0");
        eventually(() -> assertThat(desk.ends).containsExactly(End.LEFT));
        eventually(() -> assertThat(door.connections()).isZero());
    }

    @Test
    void who_comes_with_a_wrong_key_reads_so_and_is_hung_up_on() throws Exception {
        try (RtmpClient client =
                RtmpClient.to(door.port()).shakeHands().connect("live").publish("wrong")) {
            assertThat(client.await("NetStream.Publish.BadName").description()).contains("not valid");
            assertThat(client.isHungUp()).isTrue();
        }
        assertThat(desk.media).isEmpty();
        eventually(() -> assertThat(desk.ends).containsExactly(End.REFUSED));
    }

    @Test
    void nothing_is_played() throws Exception {
        try (RtmpClient client = RtmpClient.to(door.port()).shakeHands().connect("live")) {
            client.say(RtmpClient.WRITER.command(1, "play", 2, null, "right")).await("NetStream.Play.Failed");
            assertThat(client.isHungUp()).isTrue();
        }
    }

    @Test
    void who_took_the_media_can_hang_up_and_says_why() throws Exception {
        try (RtmpClient client =
                RtmpClient.to(door.port()).shakeHands().connect("live").publish("right")) {
            client.await("NetStream.Publish.Start");
            desk.lines.get(0).end(new PublishRefused(PublishRefused.Reason.DENIED, "The broadcast was ended."));
            assertThat(client.await("NetStream.Publish.Denied").description()).isEqualTo("The broadcast was ended.");
            assertThat(client.isHungUp()).isTrue();
        }
        assertThat(desk.media).containsExactly("end");
        eventually(() -> assertThat(desk.ends).containsExactly(End.ENDED));
    }

    @Test
    void media_before_anybody_was_let_in_and_what_is_no_rtmp_cost_the_connection() throws Exception {
        try (RtmpClient client = RtmpClient.to(door.port()).shakeHands()) {
            client.say(RtmpClient.media(RtmpMessage.VIDEO, 0, (byte) 0x17));
            assertThat(client.isHungUp()).isTrue();
        }
        try (RtmpClient client = RtmpClient.to(door.port())) {
            client.say(Unpooled.copiedBuffer(new byte[] {'G', 'E', 'T', ' ', '/'}));
            assertThat(client.isHungUp()).isTrue();
        }
        eventually(() -> assertThat(desk.ends).containsExactly(End.VIOLATION, End.VIOLATION));
    }

    @Test
    void one_address_gets_so_many_connections_and_no_more() throws Exception {
        try (RtmpClient first = RtmpClient.to(door.port()).shakeHands();
                RtmpClient second = RtmpClient.to(door.port()).shakeHands();
                RtmpClient third = RtmpClient.to(door.port()).shakeHands();
                RtmpClient fourth = RtmpClient.to(door.port())) {
            assertThat(fourth.isHungUp()).isTrue();
            third.hangUp();
            eventually(() -> assertThat(door.connections()).isEqualTo(2));
            first.connect("live").await("NetConnection.Connect.Success");
            second.connect("live").await("NetConnection.Connect.Success");
        }
        assertThat(desk.ends).contains(End.TURNED_AWAY);
    }

    @Test
    void who_takes_too_long_or_falls_silent_is_hung_up_on() throws Exception {
        door.close();
        door = open(null, Duration.ofMillis(500), Duration.ofMillis(500));
        try (RtmpClient idle = RtmpClient.to(door.port());
                RtmpClient silent =
                        RtmpClient.to(door.port()).shakeHands().connect("live").publish("right")) {
            silent.await("NetStream.Publish.Start");
            assertThat(idle.isHungUp()).isTrue();
            assertThat(silent.isHungUp()).isTrue();
        }
        eventually(() -> assertThat(desk.ends).containsExactlyInAnyOrder(End.LATE, End.SILENT));
    }

    @Test
    void with_a_certificate_it_is_rtmps() throws Exception {
        door.close();
        try (InputStream certificate = resource("certificate.pem");
                InputStream key = resource("key.pem")) {
            door = open(
                    SslContextBuilder.forServer(certificate, key).build(),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30));
        }
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        try (RtmpClient client = new RtmpClient(
                        trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), door.port()))
                .shakeHands()
                .connect("live")
                .publish("right")) {
            client.await("NetStream.Publish.Start");
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(RtmpDoorTest.class.getResourceAsStream(name));
    }
}
