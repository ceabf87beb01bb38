package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.CompletionException;
import live.weir.bridge.ingest.srt.SrtListener.End;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers handshakes: INDUCTION with a cookie, and CONCLUSION, which brings it back and says what is wished, with a session or a reason
 * why not. On the hall's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the desk's answer comes back by itself
final class SrtReception {

    private static final Logger log = LoggerFactory.getLogger(SrtReception.class);

    private final SrtHall hall;
    private final SrtSettings settings;
    private final SrtDesk desk;
    private final SrtListener listener;
    private final SynCookie cookies = new SynCookie(new SecureRandom());

    SrtReception(SrtHall hall, SrtSettings settings, SrtDesk desk, SrtListener listener) {
        this.hall = hall;
        this.settings = settings;
        this.desk = desk;
        this.listener = listener;
    }

    void shakeHands(ByteBuf packet, InetSocketAddress from) {
        try {
            packet.skipBytes(ControlPacket.HEAD);
            SrtHandshake handshake = SrtHandshake.read(packet);
            if (handshake.packet() < SrtHandshake.SMALLEST_PACKET) {
                throw new SrtViolation("Packets would be too small");
            }
            switch (handshake.request()) {
                case SrtHandshake.INDUCTION -> induce(handshake, from);
                case SrtHandshake.CONCLUSION -> conclude(handshake, packet, from);
                default -> throw new SrtViolation("A handshake of another kind");
            }
        } catch (SrtViolation violation) {
            log.debug("From {}: {}", from.getAddress().getHostAddress(), violation.getMessage());
            listener.stray();
        }
    }

    /** Nothing is kept, and the answer is no longer than the question. */
    private void induce(SrtHandshake handshake, InetSocketAddress from) {
        int cookie = cookies.of(from, handshake.socket(), hall.now());
        answer(handshake.answer(SrtHandshake.MAGIC, SrtHandshake.INDUCTION, 1, cookie), handshake.socket(), from);
    }

    private void answer(SrtHandshake answer, int socket, InetSocketAddress to) {
        ByteBuf out = ControlPacket.begin(hall.buffer(), ControlPacket.HANDSHAKE, 0, hall.micros(), socket);
        answer.write(out, to.getAddress());
        hall.send(out, to);
    }

    private void refuse(SrtHandshake handshake, int code, InetSocketAddress to) {
        answer(handshake.answer(0, SrtHandshake.REFUSAL + code, 0, handshake.cookie()), handshake.socket(), to);
    }

    private void conclude(SrtHandshake handshake, ByteBuf rest, InetSocketAddress from) throws SrtViolation {
        if (!cookies.isRight(handshake.cookie(), from, handshake.socket(), hall.now())) {
            throw new SrtViolation("The cookie is not ours");
        }
        SrtSession known = hall.sessionOf(from, handshake.socket());
        if (known != null) {
            known.askedAgain();
            return;
        }
        listener.began();
        if (!desk.admits(from.getAddress())) {
            end(End.TURNED_AWAY, SrtRefused.Reason.OVERLOAD.code, handshake, from);
        } else if (handshake.version() != SrtHandshake.VERSION) {
            end(End.REFUSED, Rejection.VERSION.code, handshake, from);
        } else {
            consider(handshake, rest, from);
        }
    }

    private void end(End why, int code, SrtHandshake handshake, InetSocketAddress from) {
        listener.ended(why);
        refuse(handshake, code, from);
    }

    private void consider(SrtHandshake handshake, ByteBuf rest, InetSocketAddress from) {
        SrtExtensions wanted;
        Rejection objection;
        try {
            wanted = SrtExtensions.read(rest);
            objection = wanted.objection(settings.passphrase() != null);
        } catch (SrtViolation violation) {
            log.debug("From {}: {}", from.getAddress().getHostAddress(), violation.getMessage());
            end(End.REFUSED, Rejection.ROGUE.code, handshake, from);
            return;
        }
        if (objection != null) {
            end(End.REFUSED, objection.code, handshake, from);
        } else if (!hall.hasRoomFor(from.getAddress())) {
            end(End.TURNED_AWAY, Rejection.BACKLOG.code, handshake, from);
        } else {
            ask(handshake, wanted, from);
        }
    }

    private void ask(SrtHandshake handshake, SrtExtensions wanted, InetSocketAddress from) {
        SrtSession session = new SrtSession(hall, settings, from, handshake, wanted, hall.freshId(), hall.now());
        hall.enter(session);
        SrtWish wish = new SrtWish(from.getAddress(), wanted.streamId(), wanted.encoder());
        desk.publish(wish, () -> hall.execute(() -> session.shutDown(End.ENDED)))
                .whenComplete((taker, failure) -> hall.execute(() -> answered(session, handshake, taker, failure)));
    }

    private void answered(
            SrtSession session, SrtHandshake handshake, @Nullable SrtMedia taker, @Nullable Throwable failure) {
        if (!session.isAsking()) {
            if (taker != null) {
                taker.end();
            }
        } else if (taker == null) {
            refuse(handshake, code(failure), session.caller());
            session.shutDown(End.REFUSED);
        } else if (!session.open(taker)) {
            refuse(handshake, Rejection.BAD_SECRET.code, session.caller());
            session.shutDown(End.REFUSED);
        }
    }

    private static int code(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof SrtRefused refused) {
            log.debug("Refused: {}", refused.getMessage());
            return refused.reason().code;
        }
        log.error("The desk failed", cause);
        return SrtRefused.Reason.FAILED.code;
    }
}
