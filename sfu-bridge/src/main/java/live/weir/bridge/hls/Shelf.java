package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where segments lie that are too old for memory. Nothing blocks; what comes back comes on the shelf's own threads. */
public interface Shelf extends AutoCloseable {

    /**
     * @param bytes released by the shelf when it is done
     * @param done whether it lies there now
     */
    void put(String name, List<ByteBuf> bytes, Consumer<Boolean> done);

    /** @param taker owns the buffer; null if it is not there, or cannot be had at present */
    void get(String name, Consumer<@Nullable ByteBuf> taker);

    void remove(String name);

    /** All of it goes. */
    @Override
    void close();
}
