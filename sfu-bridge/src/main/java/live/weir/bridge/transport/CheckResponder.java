package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * Answers connectivity checks as an agent that starts none itself (RFC 8445 §2.5). What proves nothing is not answered:
 * its sender may be made up, and an answer would go to someone who never asked. Belongs to one event loop.
 */
final class CheckResponder {

    private final PortLoop loop;
    private final PortContext context;
    private final byte[] message = new byte[PortLoop.LONGEST_PACKET];
    private final StunIntegrity integrity = new StunIntegrity();
    private final StunCheck check = new StunCheck(integrity);
    private final StunAnswer answer = new StunAnswer(integrity);

    CheckResponder(PortLoop loop, PortContext context) {
        this.loop = loop;
        this.context = context;
    }

    void receive(ByteBuf packet, InetSocketAddress remote, Outlet outlet) {
        int length = packet.readableBytes();
        packet.getBytes(packet.readerIndex(), message, 0, length);
        switch (check.parse(message, length)) {
            case MALFORMED -> drop(DropReason.STUN_MALFORMED, remote, outlet);
            case NOT_A_CHECK -> drop(DropReason.STUN_NOT_A_CHECK, remote, outlet);
            case CHECK -> authenticate(packet, remote, outlet);
        }
    }

    private void authenticate(ByteBuf packet, InetSocketAddress remote, Outlet outlet) {
        Registration registration = context.registry().find(check.localUfrag());
        if (registration == null || !registration.admits(check)) {
            drop(DropReason.STUN_NOT_AUTHENTIC, remote, outlet);
            return;
        }
        PortLoop owner = registration.peer().claim(loop);
        if (owner == loop) {
            loop.adopt(registration.peer());
            answer(registration, remote, outlet);
        } else {
            owner.handOver(packet, remote, outlet);
        }
    }

    private void answer(Registration registration, InetSocketAddress remote, Outlet outlet) {
        if (check.unknownAttributes().length > 0) {
            context.drops().count(DropReason.STUN_UNKNOWN_ATTRIBUTE);
            answer.writeUnknownAttributes(check, registration.key());
        } else if (check.isControlled()) {
            context.drops().count(DropReason.STUN_ROLE_CONFLICT);
            answer.writeRoleConflict(check, registration.key());
        } else if (registration.peer().checked(registration, outlet, remote, check.isNominating())) {
            answer.writeSuccess(check, remote, registration.key());
        } else {
            context.drops().count(DropReason.STUN_NOT_AUTHENTIC);
            return;
        }
        loop.send(outlet, remote, answer.bytes(), answer.length());
    }

    private void drop(DropReason reason, InetSocketAddress remote, Outlet outlet) {
        context.drops().count(reason);
        outlet.unproven(remote);
    }
}
