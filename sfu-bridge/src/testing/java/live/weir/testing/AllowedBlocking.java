package live.weir.testing;

import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/** What waits is written down ({@link HouseRules}) and refused. Below are the places where a call that
 * looks blocking may run on an event loop, each with its reason. Keep it short. */
public final class AllowedBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.blockingMethodCallback(method -> {
            BlockingOperationError error = new BlockingOperationError(method);
            HouseRules.eventLoopWaited(error);
            throw error;
        });
        // Random bytes for SCRAM nonces (r2dbc-postgresql) and TLS come from /dev/urandom, which never waits: the read
        // is a copy out of the kernel, a microsecond for a buffer that serves many.
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully");
        // Netty's allocator grows a few times in the life of a process, and moves what it holds under a lock meanwhile.
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
        // Lettuce counts the writers of a shared connection under a lock that is held for a few instructions; it never
        // waits for the network there. Two event loops that meet in it may park for that long.
        for (String step :
                new String[] {"incrementWriters", "decrementWriters", "lockWritersExclusive", "unlockWritersExclusive"
                }) {
            builder.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", step);
        }
        // What waits to be sent to Redis is bounded by a queue with a lock of the same kind: size, offer and poll,
        // never put or
        // take.
        for (String step :
                new String[] {"validateWrite", "writeToBuffer", "writeToDisconnectedBuffer", "drainCommands"}) {
            builder.allowBlockingCallsInside("io.lettuce.core.protocol.DefaultEndpoint", step);
        }
        // A timer's queue: Reactor allows itself to put tasks in, under the same lock that takes a cancelled one out.
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
        // AWS's SDK closes its connections when a node ends, on Netty's thread for odd jobs, and waits there for each.
        builder.allowBlockingCallsInside(
                "software.amazon.awssdk.http.nio.netty.internal.BetterSimpleChannelPool", "close");
        // Jackson makes what it needs for a type once, under a lock; whoever asks for the same type meanwhile waits.
        builder.allowBlockingCallsInside(
                "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
    }
}
