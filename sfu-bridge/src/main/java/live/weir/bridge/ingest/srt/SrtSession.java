package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.ingest.srt.SrtListener.End;
import org.jspecify.annotations.Nullable;

/**
 * One caller that was let in. All of it happens on the door's event loop.
 *
 * <pre>
 *   ASKING ──the desk: yes──▶ OPEN ──goodbye, silence, ended by who took it──▶ OVER
 *      └─────────no───────────────────────────────────────────────────────────▶
 * </pre>
 */
final class SrtSession implements ReceiveWindow.Taker {

    private static final int LIGHT_EVERY = 64;
    private static final long KEEPALIVE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int KEY_PLACE = 27;

    private enum State {
        ASKING,
        OPEN,
        OVER
    }

    private final SrtHall hall;
    private final SrtSettings settings;
    private final InetSocketAddress caller;
    private final SrtHandshake handshake;
    private final SrtExtensions wanted;
    private final int socket;
    private final int latency;
    private final long latencyNanos;
    private final ReceiveWindow window;
    private final Acknowledger acknowledger;
    private final Allowance allowance;
    private State state = State.ASKING;
    private @Nullable SrtMedia media;
    private @Nullable Decryption decryption;
    private long heardAt;
    private long mediaAt;
    private long saidAt;
    private long reportedAt;
    private int sinceAcknowledged;

    /** @param socket our id for it */
    SrtSession(
            SrtHall hall,
            SrtSettings settings,
            InetSocketAddress caller,
            SrtHandshake handshake,
            SrtExtensions wanted,
            int socket,
            long now) {
        this.hall = hall;
        this.settings = settings;
        this.caller = caller;
        this.handshake = handshake;
        this.wanted = wanted;
        this.socket = socket;
        this.latency = (int) Math.min(
                SrtSettings.MOST_LATENCY.toMillis(), Math.max(settings.latency().toMillis(), wanted.latency()));
        this.latencyNanos = TimeUnit.MILLISECONDS.toNanos(latency);
        this.window = new ReceiveWindow(handshake.sequence(), this);
        this.acknowledger = new Acknowledger(handshake.sequence(), micros(now));
        this.allowance = new Allowance(settings.bytesPerSecond(), now);
        this.heardAt = now;
        this.mediaAt = now;
        this.saidAt = now;
    }

    private static long micros(long nanos) {
        return nanos / 1000;
    }

    InetSocketAddress caller() {
        return caller;
    }

    int socket() {
        return socket;
    }

    /** The caller's own id. */
    int theirs() {
        return handshake.socket();
    }

    boolean isAsking() {
        return state == State.ASKING;
    }

    /** The desk said yes. False if the caller has another passphrase: asked only now, as it takes its time. */
    boolean open(SrtMedia taker) {
        media = taker;
        KeyMaterial keys = wanted.keys();
        String passphrase = settings.passphrase();
        if (keys != null && passphrase != null) {
            decryption = new Decryption(passphrase, keys);
            if (!decryption.learn(keys)) {
                return false;
            }
        }
        state = State.OPEN;
        mediaAt = hall.now();
        confirm();
        return true;
    }

    /** The caller says its wish again: it has not heard the answer, or there is none yet. */
    void askedAgain() {
        heardAt = hall.now();
        if (state == State.OPEN) {
            confirm();
        }
    }

    private void confirm() {
        ByteBuf out = begin(ControlPacket.HANDSHAKE, 0);
        handshake
                .answer(wanted.kinds(), SrtHandshake.CONCLUSION, socket, handshake.cookie())
                .write(out, caller.getAddress());
        wanted.writeResponse(out, latency);
        say(out);
    }

    private ByteBuf begin(int type, int field) {
        return ControlPacket.begin(hall.buffer(), type, field, hall.micros(), theirs());
    }

    private void say(ByteBuf packet) {
        saidAt = hall.now();
        hall.send(packet, caller);
    }

    /** A packet that is for it and comes from its address. */
    void hear(ByteBuf packet) {
        if (state != State.OPEN) {
            return;
        }
        heardAt = hall.now();
        if (!ControlPacket.isControl(packet)) {
            hearMedia(packet);
            return;
        }
        switch (ControlPacket.type(packet)) {
            case ControlPacket.SHUTDOWN -> finish(End.LEFT);
            case ControlPacket.ACKACK -> acknowledger.answered(ControlPacket.field(packet), micros(heardAt));
            case ControlPacket.DROP_REQUEST -> hearDrop(packet);
            case ControlPacket.EXTENSION -> hearKeys(packet);
            default -> {
                // A sign of life; acknowledgements and losses of media that we never send say nothing more.
            }
        }
    }

    private void hearMedia(ByteBuf packet) {
        int length = packet.readableBytes() - ControlPacket.HEAD;
        if (!allowance.spend(packet.readableBytes(), heardAt)) {
            shutDown(End.TOO_FAST);
            return;
        }
        int number = packet.getInt(packet.readerIndex());
        ByteBuf payload = packet.slice(packet.readerIndex() + ControlPacket.HEAD, length);
        if (length == 0 || !isReadable(number, ControlPacket.field(packet) >>> KEY_PLACE & 3, payload)) {
            hall.listener().stray();
            return;
        }
        acknowledger.count(length, micros(heardAt));
        switch (window.put(number, payload, heardAt)) {
            case TAKEN -> mediaAt = heardAt;
            case REPAIRS -> {
                mediaAt = heardAt;
                hall.listener().repaired();
            }
            case BELATED -> hall.listener().belated();
            case BEYOND -> hall.listener().stray();
        }
        if (++sinceAcknowledged >= LIGHT_EVERY && state == State.OPEN) {
            sinceAcknowledged = 0;
            say(begin(ControlPacket.ACK, 0).writeInt(window.next()));
        }
    }

    /** Once it is decrypted, if it must be. */
    private boolean isReadable(int number, int key, ByteBuf payload) {
        return decryption == null ? key == 0 : decryption.read(number, key, payload);
    }

    /** The next key, before it is used. */
    private void hearKeys(ByteBuf packet) {
        try {
            if (decryption != null && ControlPacket.kind(packet) == SrtExtensions.KMREQ) {
                KeyMaterial keys = KeyMaterial.read(packet.skipBytes(ControlPacket.HEAD));
                if (decryption.learn(keys)) {
                    say(ControlPacket.begin(
                                    hall.buffer(),
                                    ControlPacket.EXTENSION,
                                    SrtExtensions.KMRSP,
                                    0,
                                    hall.micros(),
                                    theirs())
                            .writeBytes(keys.whole()));
                    return;
                }
            }
        } catch (SrtViolation violation) {
            // Counted like all the rest.
        }
        hall.listener().stray();
    }

    private void hearDrop(ByteBuf packet) {
        int body = packet.readerIndex() + ControlPacket.HEAD;
        boolean understood = packet.readableBytes() >= ControlPacket.HEAD + 2 * Integer.BYTES
                && window.drop(
                        packet.getInt(body) & Sequence.MASK, packet.getInt(body + Integer.BYTES) & Sequence.MASK);
        if (!understood) {
            hall.listener().stray();
        }
    }

    @Override
    public void take(ByteBuf payload) {
        SrtMedia taker = media;
        if (taker != null) {
            taker.payload(payload);
        }
    }

    @Override
    public void missed(int first, int last) {
        ByteBuf out = begin(ControlPacket.NAK, 0);
        new LossReport(out).add(first, last);
        say(out);
    }

    @Override
    public void lost(int packets) {
        hall.listener().lost(packets);
    }

    /** Each ten milliseconds. */
    void tick(long now) {
        if (state != State.OPEN) {
            return;
        }
        window.giveUp(now, latencyNanos);
        if (acknowledger.isDue(window.next(), micros(now))) {
            sinceAcknowledged = 0;
            ByteBuf out = begin(ControlPacket.ACK, acknowledger.begin(window.next(), micros(now)));
            acknowledger.body(out, window.next(), window.room());
            say(out);
        }
        if (window.lacksAny() && micros(now - reportedAt) >= acknowledger.nakInterval()) {
            reportedAt = now;
            ByteBuf out = begin(ControlPacket.NAK, 0);
            window.report(new LossReport(out));
            say(out);
        }
        if (now - saidAt > KEEPALIVE_NANOS) {
            say(begin(ControlPacket.KEEPALIVE, 0).writeInt(0));
        }
        watch(now);
    }

    private void watch(long now) {
        if (now - heardAt > settings.gone().toNanos()) {
            shutDown(End.GONE);
        } else if (now - mediaAt > settings.silence().toNanos()) {
            shutDown(End.SILENT);
        }
    }

    /** Tells the caller, as far as that goes. */
    void shutDown(End why) {
        if (state == State.OPEN) {
            say(begin(ControlPacket.SHUTDOWN, 0).writeInt(0));
        }
        finish(why);
    }

    private void finish(End why) {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        SrtMedia taker = media;
        media = null;
        window.close();
        hall.left(this, why);
        if (taker != null) {
            taker.end();
        }
    }
}
