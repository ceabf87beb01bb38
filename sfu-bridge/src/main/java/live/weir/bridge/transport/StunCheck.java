package live.weir.bridge.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connectivity check, a binding request, read in place. One of them serves an event loop: each parsing forgets the one
 * before.
 */
final class StunCheck {

    enum Verdict {
        CHECK,
        MALFORMED,
        NOT_A_CHECK
    }

    /** RFC 8489 §14.3. */
    private static final int LONGEST_USERNAME = 513;

    /** As many as an answer names; it is no longer than the request for that. */
    private static final int UNKNOWN_NAMED = 8;

    private final StunIntegrity integrity;
    private final int[] unknown = new int[UNKNOWN_NAMED];
    private byte[] message = {};
    private int unknownCount;
    private int integrityOffset;
    private int usernameOffset;
    private int usernameLength;
    private long priority;
    private boolean nominating;
    private boolean controlled;

    StunCheck(StunIntegrity integrity) {
        this.integrity = integrity;
    }

    Verdict parse(byte[] bytes, int length) {
        reset(bytes);
        if (length < Stun.HEADER_LENGTH
                || BigEndian.unsignedShort(bytes, 2) != length - Stun.HEADER_LENGTH
                || BigEndian.integer(bytes, 4) != Stun.MAGIC_COOKIE
                || (length & 3) != 0) {
            return Verdict.MALFORMED;
        }
        if (BigEndian.unsignedShort(bytes, 0) != Stun.BINDING_REQUEST) {
            return Verdict.NOT_A_CHECK;
        }
        return parseAttributes(length) ? Verdict.CHECK : Verdict.MALFORMED;
    }

    private void reset(byte[] bytes) {
        message = bytes;
        unknownCount = 0;
        integrityOffset = 0;
        usernameOffset = 0;
        usernameLength = 0;
        priority = 0;
        nominating = false;
        controlled = false;
    }

    private boolean parseAttributes(int end) {
        int offset = Stun.HEADER_LENGTH;
        while (offset < end) {
            // The whole length is a multiple of four, and so is every attribute: a header always fits.
            int type = BigEndian.unsignedShort(message, offset);
            int length = BigEndian.unsignedShort(message, offset + 2);
            int value = offset + Stun.ATTRIBUTE_HEADER_LENGTH;
            if (length > end - value || !take(type, value, length, end)) {
                return false;
            }
            offset = value + Stun.padded(length);
        }
        return true;
    }

    /** False for what must not be; what follows the integrity is not protected by it, and is passed over. */
    private boolean take(int type, int value, int length, int end) {
        if (type == Stun.FINGERPRINT) {
            return length == Integer.BYTES
                    && value + Integer.BYTES == end
                    && BigEndian.integer(message, value)
                            == integrity.fingerprint(message, value - Stun.ATTRIBUTE_HEADER_LENGTH);
        }
        if (integrityOffset != 0) {
            return true;
        }
        switch (type) {
            case Stun.USERNAME -> {
                usernameOffset = value;
                usernameLength = length;
                return length <= LONGEST_USERNAME;
            }
            case Stun.MESSAGE_INTEGRITY -> {
                integrityOffset = value - Stun.ATTRIBUTE_HEADER_LENGTH;
                return length == Stun.INTEGRITY_LENGTH;
            }
            case Stun.PRIORITY -> {
                priority = length == Integer.BYTES ? BigEndian.unsignedInteger(message, value) : 0;
                return length == Integer.BYTES;
            }
            case Stun.USE_CANDIDATE -> nominating = true;
            case Stun.ICE_CONTROLLED -> controlled = true;
            default -> noteUnknown(type);
        }
        return true;
    }

    private void noteUnknown(int type) {
        if (type < Stun.OPTIONAL && unknownCount < UNKNOWN_NAMED) {
            unknown[unknownCount++] = type;
        }
    }

    /** The part before the colon: whose check it is. Empty if there is none. */
    String localUfrag() {
        int colon = colon();
        return colon < 0 ? "" : text(usernameOffset, colon);
    }

    String remoteUfrag() {
        int colon = colon();
        return colon < 0 ? "" : text(colon + 1, usernameOffset + usernameLength);
    }

    private int colon() {
        for (int i = usernameOffset; i < usernameOffset + usernameLength; i++) {
            if (message[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(message, from, to - from, StandardCharsets.ISO_8859_1);
    }

    boolean isAuthentic(byte[] key) {
        return integrityOffset != 0 && integrity.isAuthentic(message, integrityOffset, key);
    }

    long priority() {
        return priority;
    }

    /** USE-CANDIDATE: the peer wants to use the path that this check came by. */
    boolean isNominating() {
        return nominating;
    }

    /** The peer believes that we control. */
    boolean isControlled() {
        return controlled;
    }

    int[] unknownAttributes() {
        return Arrays.copyOf(unknown, unknownCount);
    }

    void copyTransactionTo(byte[] target) {
        System.arraycopy(message, Stun.TRANSACTION_OFFSET, target, Stun.TRANSACTION_OFFSET, Stun.TRANSACTION_LENGTH);
    }
}
