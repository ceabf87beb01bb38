package live.weir.bridge.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order, in place. */
final class BigEndian {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static int unsignedShort(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xffff;
    }

    static int integer(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    static long unsignedInteger(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset) & 0xffffffffL;
    }

    static long longInteger(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    static void putShort(byte[] bytes, int offset, int value) {
        SHORT.set(bytes, offset, (short) value);
    }

    static void putInteger(byte[] bytes, int offset, int value) {
        INT.set(bytes, offset, value);
    }
}
