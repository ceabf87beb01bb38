package live.weir.bridge.simulator;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.rtp.Nack;
import live.weir.bridge.rtp.RtcpView;
import live.weir.bridge.rtp.RtcpWriter;
import live.weir.bridge.rtp.RtpFields;
import live.weir.testing.Now;
import org.jspecify.annotations.Nullable;

/** An {@code RtpEndpoint} that sends: plain RTP to a port, RTCP to the next, from ports of its own. Its thread does all of it. */
public final class SimulatedRtp extends SimulatedElement implements TapReader {

    private static final Pattern MEDIA = Pattern.compile("(?m)^m=(audio|video) (\\d+) RTP/AVPF (\\d+)");
    private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP4 (\\S+)");
    private static final int KEPT = 1024;
    private static final int ROOM = 1500;

    /** One m-line. */
    private static final class Line {
        final boolean video;
        final int payloadType;
        final InetSocketAddress rtp;
        final InetSocketAddress rtcp;
        DatagramChannel rtpSocket;
        DatagramChannel rtcpSocket;
        int ssrc;
        int packets;
        int bytes;
        final Map<Integer, byte[]> sent = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
                return size() > KEPT;
            }
        };

        Line(boolean video, InetAddress to, int port, int payloadType) throws IOException {
            this.video = video;
            this.payloadType = payloadType;
            this.rtp = new InetSocketAddress(to, port);
            this.rtcp = new InetSocketAddress(to, port + 1);
            int tries = 0;
            while (true) {
                int even = 30_000 + 2 * ThreadLocalRandom.current().nextInt(10_000);
                rtpSocket = DatagramChannel.open();
                rtcpSocket = DatagramChannel.open();
                try {
                    rtpSocket
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), even))
                            .configureBlocking(false);
                    rtcpSocket
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), even + 1))
                            .configureBlocking(false);
                    return;
                } catch (IOException taken) {
                    close();
                    if (++tries > 50) {
                        throw taken;
                    }
                }
            }
        }

        int port() throws IOException {
            return ((InetSocketAddress) rtpSocket.getLocalAddress()).getPort();
        }

        void close() throws IOException {
            rtpSocket.close();
            rtcpSocket.close();
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final Thread sending = new Thread(this::send, "simulated-rtp");
    private final RtcpWriter writer = new RtcpWriter();
    private volatile double loss;
    private volatile double reportsAheadSeconds;
    private volatile boolean over;
    private final AtomicInteger resent = new AtomicInteger();
    private @Nullable Tap tap;

    SimulatedRtp(String id, SimulatedPipeline pipeline, SimulatedSession session) {
        super(id, pipeline, session);
    }

    /** From now on so many of its packets are lost on their way. */
    public void lose(double share) {
        loss = share;
    }

    /** From now on its sender reports are of a time to come. */
    public void reportAhead(double seconds) {
        reportsAheadSeconds = seconds;
    }

    public int resent() {
        return resent.get();
    }

    @Override
    void invoke(String operation, JsonObject arguments, JsonObject result) {
        if (operation.equals("processOffer")) {
            result.addProperty("value", answer(arguments.get("offer").getAsString()));
        } else {
            super.invoke(operation, arguments, result);
        }
    }

    private String answer(String offer) {
        Matcher address = ADDRESS.matcher(offer);
        Matcher media = MEDIA.matcher(offer);
        StringBuilder answer =
                new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n");
        try {
            address.find();
            while (media.find()) {
                boolean video = media.group(1).equals("video");
                int type = Integer.parseInt(media.group(3));
                Line line = new Line(
                        video, InetAddress.getByName(address.group(1)), Integer.parseInt(media.group(2)), type);
                lines.add(line);
                answer.append("m=" + media.group(1) + " " + line.port() + " RTP/AVPF " + type + "\r\n")
                        .append("a=rtpmap:" + type + (video ? " VP8/90000" : " opus/48000/2") + "\r\na=sendonly\r\n");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        sending.setDaemon(true);
        sending.start();
        return answer.toString();
    }

    private void send() {
        try {
            while (!over) {
                step();
                LockSupport.parkNanos(2_000_000);
            }
            for (Line line : lines) {
                line.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            closeTap();
        }
    }

    private void step() throws IOException {
        Tap open = tap;
        if (open == null || open.isEnded()) {
            open = openTap();
        }
        if (open != null) {
            open.drain(this, 1000);
        }
        for (Line line : lines) {
            hear(line);
        }
    }

    private @Nullable Tap openTap() {
        SimulatedWebRtc origin = origin(true);
        SimulatedWebRtc source = origin == null ? origin(false) : origin;
        PublishSession publishing = source == null ? null : source.publisher();
        if (publishing == null) {
            return null;
        }
        closeTap();
        try {
            tap = Now.now(publishing.tap(TapSettings.defaults()));
        } catch (MediaException notYet) {
            tap = null;
        }
        return tap;
    }

    private void closeTap() {
        Tap open = tap;
        if (open != null) {
            open.close();
        }
    }

    private @Nullable Line lineOf(int track) {
        Tap open = tap;
        boolean video = open != null && open.tracks().get(track).kind() == MediaKind.VIDEO;
        return lines.stream().filter(line -> line.video == video).findFirst().orElse(null);
    }

    @Override
    public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
        Line line = lineOf(track);
        if (line == null) {
            return;
        }
        byte[] packet = Arrays.copyOfRange(rtp, offset, offset + length);
        RtpFields.putPayloadType(packet, 0, line.payloadType, RtpFields.marker(packet, 0));
        line.ssrc = RtpFields.ssrc(packet, 0);
        line.packets++;
        line.bytes += length;
        line.sent.put(RtpFields.sequence(packet, 0), packet);
        if (ThreadLocalRandom.current().nextDouble() >= loss) {
            transmit(line.rtpSocket, packet, packet.length, line.rtp);
        }
    }

    @Override
    public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {
        Line line = lineOf(track);
        if (line == null || line.ssrc == 0) {
            return;
        }
        byte[] packet = new byte[ROOM];
        int ahead = (int) (reportsAheadSeconds * (line.video ? 90_000 : 48_000));
        writer.into(packet, 0, ROOM).senderReport(line.ssrc, ntpTime, rtpTime + ahead, line.packets, line.bytes);
        transmit(line.rtcpSocket, packet, writer.length(), line.rtcp);
    }

    private static void transmit(DatagramChannel socket, byte[] bytes, int length, InetSocketAddress to) {
        try {
            socket.send(ByteBuffer.wrap(bytes, 0, length), to);
        } catch (IOException unreachable) {
            // as over any network: it is lost
        }
    }

    private void hear(Line line) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(ROOM);
        while (line.rtcpSocket.receive(buffer) != null) {
            RtcpView view = new RtcpView();
            if (view.wrap(buffer.array(), 0, buffer.position())) {
                while (view.next()) {
                    obey(line, view);
                }
            }
            buffer.clear();
        }
    }

    private void obey(Line line, RtcpView view) {
        Tap open = tap;
        switch (view.kind()) {
            case PICTURE_LOSS -> {
                if (open != null && view.mediaSsrc() == line.ssrc) {
                    open.requestKeyframe();
                }
            }
            case NACK -> Nack.visit(view, (ssrc, sequence) -> resend(line, ssrc, sequence));
            default -> {}
        }
    }

    private void resend(Line line, int ssrc, int sequence) {
        byte[] packet = ssrc == line.ssrc ? line.sent.get(sequence) : null;
        if (packet != null) {
            resent.incrementAndGet();
            transmit(line.rtpSocket, packet, packet.length, line.rtp);
        }
    }

    @Override
    void close() {
        over = true;
    }
}
