package live.weir.bridge.peer;

import java.util.Arrays;
import org.jitsi.utils.ByteArrayBuffer;

/** A packet with room to grow, as Jitsi's contexts want it. */
final class PacketBytes implements ByteArrayBuffer {

    private byte[] bytes;
    private int offset;
    private int length;

    PacketBytes(byte[] packet, int room) {
        bytes = Arrays.copyOf(packet, packet.length + room);
        length = packet.length;
    }

    byte[] toArray() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public void setOffset(int newOffset) {
        offset = newOffset;
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] target) {
        System.arraycopy(bytes, offset + from, target, 0, count);
    }

    @Override
    public void grow(int more) {
        bytes = Arrays.copyOf(bytes, bytes.length + more);
    }

    @Override
    public void append(byte[] more, int count) {
        if (offset + length + count > bytes.length) {
            grow(count);
        }
        System.arraycopy(more, 0, bytes, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int less) {
        length -= less;
    }
}
