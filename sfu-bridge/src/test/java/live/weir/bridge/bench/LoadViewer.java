package live.weir.bridge.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.peer.PeerIdentity;

/** A viewer: counts what comes, opens a sample of the pictures to see how long they took, and reports. */
final class LoadViewer extends LoadPeer {

    /** Of the pictures' packets one in so many is opened. */
    private static final int SAMPLE = 8;

    private final Arrivals arrivals;
    private final Source video = new Source();
    private final Source audio = new Source();
    private final CountDownLatch shown = new CountDownLatch(1);
    private final byte[] clear = new byte[2048];
    private final byte[] sealed = new byte[2048];
    private volatile long firstPicture;
    private volatile int videoNumber = -1;

    LoadViewer(PeerIdentity identity, Arrivals arrivals) {
        super(identity);
        this.arrivals = arrivals;
    }

    /** From the invitation to the first packet of a picture, in nanoseconds. */
    long join(Contender server, ReadLoop loop) {
        long start = System.nanoTime();
        Contender.Invitation invitation = server.invite();
        String answer = Sdp.viewerAnswer(invitation.offer(), login(), fingerprint());
        videoNumber = Integer.parseInt(
                Sdp.line(answer, line -> line.startsWith("m=video")).replaceAll(".* ", ""));
        invitation.accept(answer);
        connect(invitation.offer(), loop);
        try {
            if (!shown.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(server.name() + " shows a viewer nothing");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return firstPicture - start;
    }

    @Override
    void rtp(ByteBuffer packet, long now) {
        int length = packet.remaining();
        boolean picture = (packet.get(1) & 0x7f) == videoNumber;
        int sequence = packet.getShort(2) & 0xffff;
        Source source = picture ? video : audio;
        int lost = source.received(packet.getInt(8), sequence);
        arrivals.count(length, lost);
        if (picture) {
            if (firstPicture == 0) {
                firstPicture = now;
                shown.countDown();
            }
            if (sequence % SAMPLE == 0) {
                sample(packet, length, source.rollOvers(), now);
            }
        }
    }

    private void sample(ByteBuffer packet, int length, int rollOvers, long now) {
        MediaKeys keys = incoming();
        if (keys == null || (packet.get(0) & 0x1f) != 0) {
            return;
        }
        packet.get(0, sealed, 0, length);
        try {
            keys.rtp(sealed, length, rollOvers, clear);
            arrivals.took(now - Camera.sentAt(clear));
        } catch (GeneralSecurityException notOpened) {
            arrivals.unopened();
        }
    }

    @Override
    void rtcp(ByteBuffer packet) {}

    /** RFC 3550 §6.4.2: all is well. */
    void report() {
        ByteBuffer report = ByteBuffer.allocate(8 + 2 * 24);
        report.put((byte) 0x82).put((byte) 201).putShort((short) 13).putInt(1);
        for (Source source : new Source[] {audio, video}) {
            report.putInt(source.ssrc()).putInt(0).putInt(source.highest()).putInt(0);
            report.putInt(0).putInt(0);
        }
        sendRtcp(report.array());
    }

    /** One stream that comes. Written by the reading thread. */
    private static final class Source {

        private volatile int ssrc;
        private volatile int highest = -1;

        /** How many packets are missing before this one. */
        int received(int from, int sequence) {
            int before = highest;
            if (before < 0) {
                ssrc = from;
                highest = sequence;
                return 0;
            }
            int ahead = (short) (sequence - before);
            if (ahead <= 0) {
                return -1; // one that comes late takes back what it was counted for
            }
            highest = before + ahead;
            return ahead - 1;
        }

        int rollOvers() {
            return highest >>> 16;
        }

        int ssrc() {
            return ssrc;
        }

        int highest() {
            return highest;
        }
    }
}
